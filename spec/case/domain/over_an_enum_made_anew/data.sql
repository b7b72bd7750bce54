INSERT INTO t VALUES ('paid', 'open');
