model "t" { { "a", "text", collate = '"C"' }, { "b", "text", collate = "Names" }, { "c", "text", collate = "s.german" } }
domain "d" { "text", collate = "s.german" }
composite "pair" { { "a", "text", collate = "Names" } }
range "texts" { subtype = "text", collation = "Names" }
collation "Names" { locale = "C" }
schema "s"
collation "s.german" { provider = "icu", locale = "de" }
