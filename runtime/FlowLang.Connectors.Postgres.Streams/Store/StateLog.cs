using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;
using Npgsql;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A pipeline's state in <c>flow.stream_state</c>, and whether this program may go on with it.</summary>
internal static class StateLog
{
    /// <exception cref="FlowException">What is stored means something else than what this program keeps.</exception>
    public static async Task AgreeAsync(PostgresSession session, StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        await CompareAsync(session, run, signature, cancel);
        await session.ExecuteAsync(
            """
            INSERT INTO flow.stream_operators (pipeline, operator, shape)
            SELECT $1, x.operator, x.shape FROM unnest($2::text[], $3::text[]) AS x(operator, shape) ON CONFLICT DO NOTHING
            """,
            cancel,
            run.Group,
            signature.Operators.Select(o => o.Name).ToArray(),
            signature.Operators.Select(o => o.Shape).ToArray());
    }

    /// <inheritdoc cref="AgreeAsync"/>
    public static async Task CompareAsync(PostgresSession session, StreamRun run, StateSignature signature, CancellationToken cancel)
    {
        var rows = await session.RowsAsync(
            "SELECT operator, shape FROM flow.stream_operators WHERE pipeline = $1 ORDER BY operator", cancel, run.Group);
        ImmutableArray<string> differences =
            signature.DifferencesFrom(rows.Select(r => new OperatorSignature($"{r[0]}", $"{r[1]}")));
        if (!differences.IsEmpty)
        {
            throw new FlowException(StoreErrors.Incompatible(
                run, differences, "delete the pipeline's rows of flow.stream_state, flow.stream_operators and flow.stream_offsets"));
        }
    }

    public static async IAsyncEnumerable<StateChange> RestoreAsync(
        PostgresSession session, StreamRun run, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using NpgsqlCommand command = new(
            "SELECT operator, key_group, entries FROM flow.stream_state WHERE pipeline = $1 ORDER BY operator, key_group, number",
            session.Link)
        { Parameters = { new NpgsqlParameter { Value = run.Group } } };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return new StateChange(reader.GetString(0), reader.GetInt32(1), Replaces: false, reader.GetFieldValue<byte[]>(2));
        }
    }
}
