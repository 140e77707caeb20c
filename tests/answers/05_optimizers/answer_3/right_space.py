# with a space
answer_3 = "c "
