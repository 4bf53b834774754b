-- The scheduler's own tables, from the script inside its jar.
RUNSCRIPT FROM 'classpath:org/quartz/impl/jdbcjobstore/tables_h2.sql';
