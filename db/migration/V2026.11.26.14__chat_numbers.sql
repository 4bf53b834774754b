-- Groups that have got a new number: what is found under the old one later follows.

CREATE TABLE chat_number (
  former BIGINT NOT NULL PRIMARY KEY,
  present BIGINT NOT NULL,
  noted_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
