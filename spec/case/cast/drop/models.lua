enum "mood" { "sad", "happy" }
