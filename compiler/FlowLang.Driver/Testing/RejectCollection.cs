using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Driver.Testing;

/// <summary>The rows that a tested transform, and what it reads, reject: a relation of the embedded engine.</summary>
internal sealed class RejectCollection : BatchSink
{
    /// <summary>Where they are.</summary>
    public const string Relation = "__rejects";

    private RejectCollection()
    {
    }

    public override string Name => "rejects";

    public static async Task<RejectCollection> CreateAsync(DuckDbSession duck, CancellationToken cancel)
    {
        const string columns = "run_id VARCHAR, pipeline VARCHAR, step VARCHAR, reason VARCHAR, source_file VARCHAR, source_row BIGINT, "
            + "input JSON, rejected_at TIMESTAMPTZ";
        await duck.ExecuteAsync($"CREATE TEMP TABLE {Sql.Name(Relation)} ({columns})", cancel);
        return new RejectCollection();
    }

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
        Task.FromResult("is looked at");

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        string sql = await input.RelationAsync(repeatable: true, cancel);
        await input.Session.ExecuteAsync($"INSERT INTO {Sql.Name(Relation)} {sql}", cancel);
        var count = await input.Session.RowsAsync($"SELECT count(*) FROM ({sql})", Name, cancel);
        return new PreparedWrite(Convert.ToInt64(count[0][0], System.Globalization.CultureInfo.InvariantCulture));
    }
}
