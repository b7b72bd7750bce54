return {
  database = env "DATABASE_URL" or private(),
}
