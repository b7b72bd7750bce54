INSERT INTO t VALUES (ROW(1, 'one'), ROW(ROW(2, 'two'), 3)), (ROW(2, NULL), NULL);
