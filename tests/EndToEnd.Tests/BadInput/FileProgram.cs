using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>One executable that copies in.csv and in.parquet to out/, built once for all bad files.</summary>
public sealed class FileProgram : IAsyncLifetime
{
    private const string Text = """
        type Row = { id: int64 @key, name: text, amount: decimal(10, 2)? }
        connection here: files { root: "." }
        source csv_rows: Row from here.csv("in.csv")
        source gz_rows: Row from here.csv("in.csv.gz")
        source parquet_rows: Row from here.parquet("in.parquet")
        source lenient_rows: Row from here.csv("in.csv") { on_bad_record: reject, expose: [source_row] }
        pipeline csv     { write csv_rows to here.csv("out/rows.csv") }
        pipeline gz      { write gz_rows to here.csv("out/rows.csv") }
        pipeline parquet { write parquet_rows to here.csv("out/rows.csv") }
        pipeline lenient { write lenient_rows to here.csv("out/rows.csv") { rejects: here.json("out/rejects.jsonl") } }
        """;

    private readonly TemporaryFolder _folder = new();
    private BuiltProgram? _program;

    public async Task InitializeAsync() => _program = await BuiltProgram.FromTextAsync(_folder, Text);

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs one pipeline on a folder of its own that holds the given file.</summary>
    public async Task<FileRun> RunAsync(string pipeline, string? file, byte[] content)
    {
        TemporaryFolder data = new();
        if (file is not null)
        {
            await File.WriteAllBytesAsync(data[file], content);
        }

        return await RunAsync(pipeline, data);
    }

    public async Task<FileRun> RunAsync(string pipeline, TemporaryFolder data)
    {
        BuiltProgram program = _program ?? throw new InvalidOperationException("not built");
        return new FileRun(data, await program.RunAsync(pipeline, "--data", data.Path, "--ledger", data["ledger.db"]));
    }
}
