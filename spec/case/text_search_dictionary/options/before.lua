text_search_dictionary "a" { template = "simple", options = { stopwords = "english" } }
text_search_dictionary "b" { template = "snowball", options = { language = "german", stopwords = "german" } }
text_search_dictionary "c" { template = "simple" }
