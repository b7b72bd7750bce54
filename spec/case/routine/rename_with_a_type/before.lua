enum "mood" { "sad", "ok" }
routine "f(mood, integer)" { arguments = "m mood, n integer DEFAULT 1", returns = "mood", body = "SELECT m", comment = "kept" }
routine "g(mood[])" { returns = "integer", body = "SELECT 1" }
