-- The roles of the database, made with it: who migrates, who works, who only reads.  Their rights on the tables are given
-- by `tocsin db upgrade`.
\set ON_ERROR_STOP on
\set owner `cat /run/secrets/database_owner`
\set worker `cat /run/secrets/database_worker`
\set reader `cat /run/secrets/database_reader`
CREATE ROLE tocsin_owner LOGIN PASSWORD :'owner';
CREATE ROLE tocsin_worker LOGIN PASSWORD :'worker';
CREATE ROLE tocsin_reader LOGIN PASSWORD :'reader';
ALTER DATABASE tocsin OWNER TO tocsin_owner;
REVOKE ALL ON DATABASE tocsin FROM PUBLIC;
GRANT CONNECT ON DATABASE tocsin TO tocsin_worker, tocsin_reader;
