publication "p" {}
schema "s"
schema "u" { publications = { p = true } }
