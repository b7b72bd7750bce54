extension "citext" { comment = "text that has no case" }
