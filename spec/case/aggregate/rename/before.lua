enum "mood" { "sad", "ok" }
aggregate "worst(mood)" { sfunc = "enum_smaller", stype = "mood", comment = "kept" }
aggregate "best(mood)" { sfunc = "enum_larger", stype = "mood" }
