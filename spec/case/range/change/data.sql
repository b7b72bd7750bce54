INSERT INTO t VALUES ('[3,4)', '{"[1,2)"}', '[a,b)', NULL, '{[1,2)}');
