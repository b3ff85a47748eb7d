using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Kafka;

/// <summary>
/// A topic as the target of a batch write: a record of JSON a row, all of them in one transaction, which readers of committed records see
/// when the run has committed. The embedded broker has no transactions: there they are seen as they come.
/// </summary>
internal sealed class TopicSink(KafkaConnection connection, string topic, TopicSinkOptions options) : BatchSink
{
    private bool _isMissing;

    public override string Name => $"{connection.Name}.topic(\"{topic}\")";

    public override bool IsMissing => _isMissing;

    public override async Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        connection.Announce(run.Log);
        _isMissing = !await TopicSetup.CheckAsync(connection, Target(columns), cancel);
        return _isMissing ? $"creates topic {topic}" : $"appends to topic {topic}";
    }

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        await TopicSetup.EnsureAsync(connection, Target(input.Columns), cancel);
        var transaction = input.Run.Enlist(
            ("kafka", connection.Name), () => new TopicTransaction(connection, input.Run, options.Compression));
        await transaction.BeginAsync(cancel);
        string relation = await input.RelationAsync(repeatable: false, cancel);
        return new PreparedWrite(await SendAsync(transaction, input, Records(relation, input.Columns), cancel));
    }

    private async Task<long> SendAsync(TopicTransaction transaction, SinkInput input, string sql, CancellationToken cancel)
    {
        long before = transaction.Acknowledged;
        await using (DuckDbChunkStream rows = await input.Session.StreamAsync(sql, cancel))
        {
            while (await rows.NextAsync(cancel) is { } chunk)
            {
                using (chunk)
                {
                    Send(transaction, chunk);
                }
            }
        }

        await transaction.AcknowledgeAsync(Name, cancel);
        return transaction.Acknowledged - before;
    }

    private void Send(TopicTransaction transaction, DuckDbChunk chunk)
    {
        DuckDbVector keys = chunk[0];
        DuckDbVector values = chunk[1];
        for (int i = 0; i < chunk.RowCount; i++)
        {
            byte[]? key = keys.IsValid(i) ? DuckDbText.Bytes(in keys.Texts[i]).ToArray() : null;
            transaction.Send(topic, key, DuckDbText.Bytes(in values.Texts[i]).ToArray());
        }
    }

    private string Records(string relation, ImmutableArray<Column> columns)
    {
        string value = $"CAST(to_json({Fields(columns)}) AS VARCHAR)";
        ImmutableArray<Column> key = [.. options.Key.Select(k => columns.Single(c => c.Name == k))];
        string keyText = key switch
        {
            [] => "CAST(NULL AS VARCHAR)",
            [{ Type.Kind: ColumnKind.Text } text] => $"CAST({Sql.Name(text.Name)} AS VARCHAR)",
            [var one] => $"CAST(coalesce(to_json({JsonForm.Of(Sql.Name(one.Name), one.Type)}), 'null') AS VARCHAR)",
            _ => $"CAST(to_json({Fields(key)}) AS VARCHAR)",
        };
        return $"SELECT {keyText}, {value} FROM ({relation})";
    }

    private static string Fields(ImmutableArray<Column> columns) =>
        $"{{{string.Join(", ", columns.Select(c => $"{Sql.Text(c.Name)}: {JsonForm.Of(Sql.Name(c.Name), c.Type)}"))}}}";

    private TopicTarget Target(ImmutableArray<Column> columns) => new(topic, columns, options.Key)
    {
        Partitions = options.Partitions,
        CreateIfMissing = options.CreateIfMissing,
        Compression = options.Compression,
    };
}
