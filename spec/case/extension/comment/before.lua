extension "citext" { comment = "text without case" }
