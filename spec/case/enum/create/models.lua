enum "mood" { "sad", "it's ok", "happy" }
model "people" {
  { "mood", "mood", null = false, default = "it's ok" },
  { "moods", "mood[]" },
  comment = "who feels what",
}
