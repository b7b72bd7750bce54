text_search_dictionary "a" { template = "simple", options = { accept = "false" } }
text_search_dictionary "b" { template = "snowball", options = { language = "english", stopwords = "german" } }
text_search_dictionary "c" { template = "simple", options = { accept = "false", stopwords = "english" } }
