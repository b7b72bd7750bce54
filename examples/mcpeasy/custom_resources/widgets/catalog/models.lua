-- The catalog of widgets: its items, who read which of them, and the runs that fetch them from the shop.
local patterns = require "luamig.patterns"

patterns.item "widgets_catalog"
patterns.access "widgets_catalog"
patterns.sync("widgets_catalog", {
  indexes = { { "started_at DESC" } },
})
