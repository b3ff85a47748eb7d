using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>One executable that copies in.csv and in.parquet to out/, built once for all bad files.</summary>
public sealed class FileProgram : IAsyncLifetime
{
    private const string Text = """
        type Row = { id: int64 @key, name: text, amount: decimal(10, 2)? }
        type Booked = { id: int64 @key, day: date?, at: datetime?, seen: instant? }
        connection here: files { root: "." }
        source csv_rows: Row from here.csv("in.csv")
        source gz_rows: Row from here.csv("in.csv.gz")
        source zst_rows: Row from here.csv("in.csv.zst")
        source parquet_rows: Row from here.parquet("in.parquet")
        source lenient_rows: Row from here.csv("in.csv") { on_bad_record: reject, expose: [source_row] }
        pipeline csv     { write csv_rows to here.csv("out/rows.csv") }
        pipeline gz      { write gz_rows to here.csv("out/rows.csv") }
        source booked_rows: Booked from here.csv("in.csv") {
          date_format: ["dd.MM.yyyy", "MMM dd yyyy hh:mm a"], on_bad_record: reject
        }
        pipeline zst     { write zst_rows to here.csv("out/rows.csv") }
        pipeline booked  {
          write booked_rows to here.csv("out/rows.csv") { date_format: "yyyy/MM/dd", rejects: here.json("out/rejects.jsonl") }
        }
        pipeline parquet { write parquet_rows to here.csv("out/rows.csv") }
        pipeline lenient { write lenient_rows to here.csv("out/rows.csv") { rejects: here.json("out/rejects.jsonl") } }
        """;

    private readonly TemporaryFolder _folder = new();
    private BuiltProgram? _program;

    public async Task InitializeAsync() => _program = await BuiltProgram.FromTextAsync(_folder, Text);

    /// <summary>Whether the executable brings a library with it.</summary>
    public bool Has(string library) => File.Exists(_folder["built/" + library]);

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
