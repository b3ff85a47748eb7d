using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using Npgsql;

namespace FlowLang.Runtime.Tests.Postgres;

public sealed class ConnectionTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly ImmutableArray<Column> Columns = [new("id", ColumnType.Int64)];

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_host_and_port()
    {
        var pg = new PostgresConnection(
            "pg", new PostgresOptions { Host = "127.0.0.1", Port = 9, Database = "taxi", User = "flow", Password = new("p", "hunter2") });
        FlowError e = await FailAsync(() => pg.ProbeAsync(CancellationToken.None));
        Assert.Equal("RT6001", e.Code);
        Assert.Contains("127.0.0.1:9", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql://u:hunter2@h/d")]
    [InlineData("postgres://u:hunter2@h:99999/d")]
    [InlineData("postgres://u:hunter2@h/d?sslmode=maybe")]
    [InlineData("postgres://u:hunter2@h/d?nonsense=hunter2")]
    [InlineData("postgres://u:hunter2@h/d?gssencmode=maybe")]
    [InlineData("Host=h;Nonsense=hunter2")]
    [InlineData("hunter2")]
    public void A_malformed_url_is_refused_without_being_repeated(string url)
    {
        FlowException e =
            Assert.Throws<FlowException>(() => new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", url) }));
        Assert.Equal(("RT6010", ErrorKind.Usage), (e.Error.Code, e.Error.Kind));
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_url_stands_for_all_fields()
    {
        PostgresDatabase.Require();
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        string url = $"postgresql://{at.Username}:{at.Password}@{at.Host}:{at.Port}/{database.Name}"
            + "?sslmode=prefer&application_name=x&connect_timeout=5&gssencmode=prefer";
        var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", url) });
        Assert.NotEmpty(await pg.ProbeAsync(CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_missing_database_is_told()
    {
        PostgresDatabase.Require();
        string url = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "no such" }.ConnectionString;
        var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", url) });
        Assert.Equal("RT6003", (await FailAsync(() => pg.ProbeAsync(CancellationToken.None))).Code);
    }

    [SkippableFact]
    public async Task A_read_only_database_is_refused_before_the_first_row()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET default_transaction_read_only = on");
        FlowError e = await FailAsync(() => LoadAsync(database.Connect(), "ro.t"));
        await database.ExecuteAsync($"SET transaction_read_only = off; ALTER DATABASE {database.Name} RESET default_transaction_read_only");
        Assert.Equal("RT6005", e.Code);
    }

    [SkippableFact]
    public async Task What_a_user_may_not_do_is_told_with_the_grant_that_helps()
    {
        PostgresDatabase.Require();
        string role = $"poor_{database.Name}";
        await LoadAsync(database.Connect(), "rights.t");
        await database.ExecuteAsync(
            $"CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT USAGE, CREATE ON SCHEMA flow TO {role}; GRANT SELECT, INSERT, UPDATE "
                + $"ON flow.runs TO {role}");
        try
        {
            string url = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "x" }.ConnectionString;
            var pg = new PostgresConnection("pg", new PostgresOptions { Url = new Secret("url", url) });
            FlowError use = await FailAsync(() => LoadAsync(pg, "rights.t"));
            FlowError create = await FailAsync(() => LoadAsync(pg, "elsewhere.t"));
            Assert.Equal(("RT6004", "RT6004"), (use.Code, create.Code));
            Assert.Contains($"GRANT USAGE ON SCHEMA rights TO {role}", use.Help, StringComparison.Ordinal);
            Assert.Contains("CREATE SCHEMA elsewhere", create.Help, StringComparison.Ordinal);
            await database.ExecuteAsync($"GRANT USAGE ON SCHEMA rights TO {role}; GRANT INSERT ON rights.t TO {role}");
            Assert.Equal(1, (await LoadAsync(pg, "rights.t")).Written);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [SkippableFact]
    public async Task No_connection_left_is_transient()
    {
        PostgresDatabase.Require();
        string role = $"limited_{database.Name}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0");
        try
        {
            string url = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "x" }.ConnectionString;
            FlowError e = await FailAsync(
                () => new PostgresConnection(
                    "pg", new PostgresOptions { Url = new Secret("url", url) }).ProbeAsync(CancellationToken.None));
            Assert.Equal(("RT6007", true), (e.Code, e.Transient));
        }
        finally
        {
            await database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [SkippableTheory]
    [InlineData("53100", "RT6006", false)]
    [InlineData("57P01", "RT6008", true)]
    [InlineData("40P01", "RT6020", true)]
    [InlineData("23514", "RT6016", false)]
    public async Task What_the_server_says_in_the_middle_of_a_load_has_its_code_and_nothing_is_committed(
        string state, string code, bool transient)
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync($"""
            DROP SCHEMA IF EXISTS mid CASCADE; CREATE SCHEMA mid; CREATE TABLE mid.t (id bigint NOT NULL);
            CREATE FUNCTION mid.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 40000 THEN RAISE EXCEPTION 'told' USING ERRCODE = '{state}'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER f BEFORE INSERT ON mid.t FOR EACH ROW EXECUTE FUNCTION mid.f();
            """);
        FlowError e = await FailAsync(() => LoadAsync(database.Connect(), "mid.t", "SELECT i AS id FROM range(100000) t(i)"));
        Assert.Equal((code, transient), (e.Code, e.Transient));
        Assert.Contains("told", e.Why, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM mid.t"));
    }

    [SkippableFact]
    public async Task A_connection_lost_inside_the_commit_asks_the_ledger_what_happened()
    {
        PostgresDatabase.Require();
        await database.ExecuteAsync("""
            CREATE SCHEMA slow; CREATE TABLE slow.t (id bigint NOT NULL);
            CREATE FUNCTION slow.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$;
            CREATE CONSTRAINT TRIGGER f AFTER INSERT ON slow.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow.f();
            """);
        Task<WriteReport> load = LoadAsync(database.Connect(), "slow.t");
        await Task.Delay(1500);
        await database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'COMMIT' AND datname = current_database()");
        FlowError e = await FailAsync(() => load);
        Assert.Equal(("RT6008", true), (e.Code, e.Transient));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM slow.t"));
    }

    private static Task<WriteReport> LoadAsync(PostgresConnection pg, string table, string sql = "SELECT 1::BIGINT AS id") =>
        TestRun.LoadAsync(pg, table, new TableOptions(), Columns, sql, $"p{Guid.NewGuid():N}");

    private static async Task<FlowError> FailAsync(Func<Task> action) => (await Assert.ThrowsAsync<FlowException>(action)).Error;
}
