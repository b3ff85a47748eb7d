using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.Doctor;

/// <summary>One executable with a secret, folders and PostgreSQL on both ends, built once for all that can be missing.</summary>
public sealed class DoctorProgram : IAsyncLifetime
{
    private const string Text = """
        secret database = env("TAXI_POSTGRES")
        type Row = { id: int64 @key, name: text }
        connection pg: postgres { url: database }
        connection lake: files { root: "lake" }
        connection out: files { root: "out" }
        source rows: Row from lake.csv("rows-{day}.csv")
        source known: Row from pg.table("raw.known")
        source counted: { n: int64 } from pg.query("select count(*) as n from raw.known")
        pipeline load {
          write rows to pg.table("raw.rows") { mode: upsert }
          write known to out.csv("known/{day}.csv")
          partition: day(start: 2024-01-01)
        }
        pipeline sums { write counted to pg.table("raw.sums") { mode: replace } }
        """;

    private readonly TemporaryFolder _folder = new();
    private BuiltProgram? _program;

    public async Task InitializeAsync() => _program = await BuiltProgram.FromTextAsync(_folder, Text);

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <param name="url">The secret's value, if it has one.</param>
    public async Task<CommandResult> ExamineAsync(TemporaryFolder data, string? url, params (string Name, string Value)[] variables)
    {
        BuiltProgram program = _program ?? throw new InvalidOperationException("not built");
        Dictionary<string, string> all = variables.ToDictionary(v => v.Name, v => v.Value);
        if (url is not null)
        {
            all["TAXI_POSTGRES"] = url;
        }

        return await Command.RunAsync(
            program.Executable, data.Path, ["doctor", "--data", data.Path, "--ledger", data["ledger.db"]], all);
    }
}
