INSERT INTO t (kept) VALUES ('x'), ('y');
