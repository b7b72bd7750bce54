foreign_data_wrapper "wrapper" { renamed_from = "w" }
server "far" { foreign_data_wrapper = "wrapper" }
