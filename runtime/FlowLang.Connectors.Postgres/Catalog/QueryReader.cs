using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using Npgsql;
using Npgsql.Schema;

namespace FlowLang.Connectors.Postgres;

/// <summary>Describes a query by letting the server prepare it, without running it.</summary>
internal static class QueryReader
{
    public static async Task<ImmutableArray<LiveColumn>> DescribeAsync(PostgresSession session, string sql, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, session.Link);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancel);
            var shapes = (await reader.GetColumnSchemaAsync(cancel)).OfType<NpgsqlDbColumn>().ToList();
            await reader.CloseAsync();
            var names = await NativeTypesAsync(session, shapes, cancel);
            return [.. shapes.Select((s, i) => new LiveColumn(s.ColumnName, PostgresTypes.Parse(names[i]), names[i]))];
        }
        catch (PostgresException e)
        {
            throw new FlowException(
                new FlowError(
                    "RT6022", $"{session.Target} does not accept the query", e.MessageText, "correct the query")
                { Kind = ErrorKind.Schema }, e);
        }
        catch (Exception e)
        {
            throw PostgresErrors.Translate(e, session.Target, "description of a query");
        }
    }

    /// <summary>The types as the catalog prints them, modifiers included: the driver's own names leave some out.</summary>
    private static async Task<string[]> NativeTypesAsync(PostgresSession session, List<NpgsqlDbColumn> shapes, CancellationToken cancel)
    {
        if (shapes.Count == 0)
        {
            return [];
        }

        string calls = string.Join(", ", shapes.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"format_type({s.TypeOID}, {Modifier(s)}) AS {Sql.Name("c" + s.ColumnOrdinal)}")));
        var rows = await session.RowsAsync($"SELECT {calls}", cancel);
        return [.. rows[0].Select(t => $"{t}")];
    }

    private static int Modifier(NpgsqlDbColumn shape) =>
        shape is { PostgresType.Name: "numeric" or "decimal", NumericPrecision: { } precision, NumericScale: { } scale }
            ? (((precision << 16) | (scale & 0x7ff)) + 4)
            : -1;
}
