using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Emit;
using FlowLang.Emit.Sql.Queries;
using FlowLang.Emit.Sql.Twins;
using FlowLang.Planning.Batch;
using FlowLang.Runtime;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>Files of JSON lines that a test of streams writes, and plans over them on the embedded engine.</summary>
internal sealed class GivenFiles(DuckDbSession duck, string folder)
{
    private readonly FilesConnection _files = new(TwinSource.Connection, folder, duck.Run.Settings);

    /// <summary>Runs a plan, and gives what its checks find.</summary>
    public async Task<ImmutableArray<RowDifference>> CheckAsync(BatchPlan plan, CancellationToken cancel)
    {
        ImmutableArray<RowDifference>.Builder differences = ImmutableArray.CreateBuilder<RowDifference>();
        foreach (EmittedStep step in Emitter.Steps(plan))
        {
            if (step.Operation is ReadSource read)
            {
                await ReadAsync(read, cancel);
            }
            else if (step.Query is { } query)
            {
                await duck.StageAsync(EngineStages.Of(step.Operation.Relation, query), cancel);
                foreach (EmittedCheck check in step.Checks)
                {
                    differences.AddRange(await Differences.AskAsync(duck, check.Sql, cancel));
                }
            }
        }

        return differences.ToImmutable();
    }

    public async Task WriteAsync(string file, IEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancel)
    {
        await using FileStream stream = File.Create(Path.Combine(folder, TwinSource.PathOf(file)));
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            await stream.WriteAsync(line, cancel);
            stream.WriteByte((byte)'\n');
        }
    }

    private Task ReadAsync(ReadSource read, CancellationToken cancel)
    {
        string path = read.Source.Endpoint.Text("path") ?? "";
        ImmutableArray<Column> columns = [.. read.Source.Row.Fields.Select(ColumnTypes.Of)];
        if (new FileInfo(Path.Combine(folder, path)).Length > 0)
        {
            return duck.ReadAsync(_files.JsonLines(path, columns), read.Relation, cancel);
        }

        // A file without records shows no columns, so the source would refuse it.
        IEnumerable<string> texts =
            columns.Select(column => column.Name).Concat([Flags.Bad, Flags.File]).Select(name => $"{Sql.Name(name)} VARCHAR, ");
        return duck.ExecuteAsync(
            $"CREATE TABLE {Sql.Name(read.Relation)} ({string.Concat(texts)}{Flags.Row} BIGINT)", cancel);
    }
}
