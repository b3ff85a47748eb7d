using System.Collections.Immutable;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// Before the first record: the table is as the program was compiled for, or is made so as far as the write's options allow.
/// </summary>
internal static class TargetPreparation
{
    private const int LongestName = 63;

    /// <summary>In the running transaction.</summary>
    public static async Task PrepareAsync(PostgresSession session, TableOutput output, StreamRun run, CancellationToken cancel)
    {
        (TargetTable table, _) = await CompareAsync(session, output, run, cancel);
        await table.EnsureAsync(output.Columns, cancel);
    }

    /// <summary>What <see cref="PrepareAsync"/> would do, on a connection of its own; throws what it would.</summary>
    public static async Task<string> LookAsync(
        PostgresConnection connection, TableOutput output, StreamRun run, CancellationToken cancel)
    {
        await using PostgresSession session = await connection.OpenAsync($"flow {run.Pipeline.Name} check", cancel);
        return await session.GuardAsync($"looking at {output.Name}", async () =>
        {
            (TargetTable table, ImmutableArray<Column> missing) = await CompareAsync(session, output, run, cancel);
            string verb = output.IsKeyed ? "upserts into" : "appends to";
            return table.Live is null
                ? $"creates table {output.Name}, {verb}"
                : $"{verb} {output.Name}{string.Concat(missing.Select(c => $", adds column {c}"))}";
        });
    }

    private static async Task<(TargetTable Table, ImmutableArray<Column> Missing)> CompareAsync(
        PostgresSession session, TableOutput output, StreamRun run, CancellationToken cancel)
    {
        RequireOptions(output, run);
        if (await session.ScalarAsync("SHOW transaction_read_only", cancel) is "on")
        {
            throw new FlowException(ServerErrors.ReadOnly(session.Target, $"write to {output.Name}", "it takes no writes"));
        }

        TargetTable table = new(session, output.Name, output.Options, run.Pipeline);
        ImmutableArray<Column> missing = await table.CompareAsync(output.Columns, cancel);
        await Privileges.RequireTargetAsync(session, table, output.Options, cancel);
        return (table, missing);
    }

    private static void RequireOptions(TableOutput output, StreamRun run)
    {
        string? tooLong = output.Columns.Select(c => c.Name).Append(output.Name.Schema).Append(output.Name.Name)
            .FirstOrDefault(n => System.Text.Encoding.UTF8.GetByteCount(n) > LongestName);
        string? wrong = output.Options.Mode switch
        {
            _ when tooLong is not null => $"the name `{tooLong}` is longer than the {LongestName} bytes that PostgreSQL keeps of a name",
            WriteMode.Upsert when !output.Columns.Any(c => c.IsKey) => $"`mode: upsert` into {output.Name} needs columns marked @key",
            WriteMode.Append or WriteMode.Upsert => null,
            _ => $"a stream can't write to {output.Name} by that mode: `append` or `upsert`",
        };
        if (wrong is not null)
        {
            throw new FlowException(StoreErrors.Options(run, wrong));
        }
    }
}
