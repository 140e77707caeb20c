# with spaces around
answer_3 = " c "
