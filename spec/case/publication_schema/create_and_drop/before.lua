publication "p" {}
schema "s" { publications = { p = true } }
schema "u"
