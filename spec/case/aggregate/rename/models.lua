enum "feeling" { "sad", "ok", renamed_from = "mood" }
aggregate "lowest(feeling)" { sfunc = "enum_smaller", stype = "feeling", renamed_from = "worst(mood)", comment = "kept" }
aggregate "best(feeling)" { sfunc = "enum_larger", stype = "feeling" }
