-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_routine("on_update_updated_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
]],
    })
  end,

  down = function(op)
    op.alter_routine("on_update_updated_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
]],
    })
  end,
}
