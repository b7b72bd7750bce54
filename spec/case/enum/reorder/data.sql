INSERT INTO t VALUES ('large', '{small,medium}');
