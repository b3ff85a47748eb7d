using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>Databases that can't be reached, entered or written: a clear error, exit code 1, and no secret in it.</summary>
public sealed class PostgresTests
{
    private const string Password = "tr0ub4dor&3";

    private const string Program = """
        secret database = env("TAXI_POSTGRES")
        type Row = { id: int64 @key, name: text }
        connection pg: postgres { url: database }
        source rows: Row from generator { rows: 1000, columns: { id: sequence(1), name: letters(5) } }
        pipeline load { write rows to pg.table("raw.rows") { mode: upsert } }
        """;

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        CommandResult run = await RunAsync($"postgres://flow:{Uri.EscapeDataString(Password)}@127.0.0.1:1/taxi");
        Refused(run, 1, "RT6001", "127.0.0.1:1");
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_it()
    {
        await using RefusingServer server = RefusingServer.Start();
        CommandResult run =
            await RunAsync($"postgres://flow:{Uri.EscapeDataString(Password)}@127.0.0.1:{server.Port}/taxi?sslmode=disable");
        Refused(run, 2, "RT6002");
    }

    [Fact]
    public async Task A_secret_without_a_value_is_named()
    {
        CommandResult run = await RunAsync(null);
        Refused(run, 2, "RT1001", "TAXI_POSTGRES");
    }

    [SkippableFact]
    public async Task A_read_only_database_is_told_so_and_nothing_is_written()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync($"alter database {database.Name} set default_transaction_read_only = on");
        CommandResult run = await RunAsync(database.Url);
        Refused(run, 1, "RT6005");
        Assert.False(await database.HasTableAsync("raw.rows"));
    }

    [SkippableFact]
    public async Task A_user_without_rights_is_told_which()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        string user = $"reader_{Guid.NewGuid():n}";
        await database.ExecuteAsync($"create role {user} login password 'x'; revoke create on database {database.Name} from public");
        try
        {
            CommandResult run = await RunAsync(database.UrlFor(user, "x"));
            Refused(run, 1, "RT6004");
        }
        finally
        {
            await database.ExecuteAsync($"drop role {user}");
        }
    }

    [SkippableFact]
    public async Task A_table_of_another_shape_is_refused_before_the_first_row()
    {
        await using PostgresDatabase database = await PostgresDatabase.CreateAsync();
        await database.ExecuteAsync("create schema raw; create table raw.rows (id bigint primary key, name integer not null)");
        CommandResult run = await RunAsync(database.Url);
        Refused(run, 3, "name", "raw.rows");
        Assert.Equal(0, await database.CountAsync("raw.rows"));
    }

    private static async Task<CommandResult> RunAsync(string? url)
    {
        using TemporaryFolder folder = new();
        BuiltProgram program = await BuiltProgram.FromTextAsync(folder, Program);
        if (url is not null)
        {
            program.Variables["TAXI_POSTGRES"] = url;
        }

        return await program.RunAsync();
    }

    private static void Refused(CommandResult run, int exitCode, params string[] words)
    {
        Assert.True(run.ExitCode == exitCode, run.ToString());
        string said = run.Output + run.Errors;
        foreach (string word in words)
        {
            Assert.Contains(word, said, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Password, said, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Password), said, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }
}
