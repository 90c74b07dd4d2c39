#!/bin/sh
# Run once by PostgreSQL's image: a log-in of Circula's own, which is no superuser, and its database.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 --set password="$(cat /run/secrets/database-password)" <<'SQL'
create role circula login createrole password :'password';
create database circula owner circula;
SQL
