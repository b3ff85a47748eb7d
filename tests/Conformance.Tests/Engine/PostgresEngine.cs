using System.Globalization;
using FlowLang.Connectors.Postgres;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using Npgsql;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>PostgreSQL, over temporary tables in a transaction that is rolled back.</summary>
public sealed class PostgresEngine : IConformanceEngine
{
    private const long CreationLock = 4711;
    private readonly NpgsqlConnection _connection;

    public PostgresEngine(string server)
    {
        _connection = new NpgsqlConnection(server);
        _connection.Open();
        Execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET extra_float_digits = 1");
        Execute("SELECT set_config('flow.now', '2024-03-10 06:00:00+00', false)");
    }

    public string Name => "postgres";

    // jsonb refuses U+0000, so no source can have it.
    public bool Holds(string type, string cell) => type != "json" || !cell.Contains("\\u0000", StringComparison.Ordinal);

    public Task<IReadOnlyList<ResultRow>> RunAsync(BoundProgram program, Input input)
    {
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(program), OptimizerRules.Default);
        foreach (EmittedStep step in Emitter.Steps(BatchPlanner.Plan(plan, plan.Pipelines[0]), PostgresDialect.Instance))
        {
            switch (step.Operation)
            {
                case ReadSource read:
                    Load(read, input);
                    break;
                case StageRelation stage:
                    Create(step.Query?.Sql ?? "");
                    Execute($"DROP TABLE IF EXISTS \"{stage.Relation}\"");
                    Execute($"CREATE TEMP TABLE \"{stage.Relation}\" AS {FlaggedRows.Kept(step.Query)}");
                    break;
                case WriteRelation:
                    EmittedQuery query = step.Query ?? throw new InvalidOperationException("A write has a query.");
                    Create(query.Sql);
                    return Task.FromResult<IReadOnlyList<ResultRow>>(Read(query));
            }
        }

        throw new InvalidOperationException("The program writes nothing.");
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    // Tests run side by side, and two sessions must not replace one function at once.
    private void Create(string sql)
    {
        var functions = ServerFunctions.Of([sql]);
        if (!functions.IsEmpty)
        {
            Execute($"BEGIN; SELECT pg_advisory_xact_lock({CreationLock}); CREATE SCHEMA IF NOT EXISTS flow; " +
                $"{ServerFunctions.CreationOf(functions)} COMMIT");
        }
    }

    private void Load(ReadSource read, Input input)
    {
        IEnumerable<string> definitions = read.Source.Row.Fields.Select(f => $"\"{f.Name}\" {PostgresDialect.Instance.Type(f.Type.Type)}");
        Execute($"DROP TABLE IF EXISTS \"{read.Relation}\"; CREATE TEMP TABLE \"{read.Relation}\" " +
            $"({string.Join(", ", definitions)}, __file text, __row bigint)");
        if (input.Cells.Count > 0)
        {
            Execute($"INSERT INTO \"{read.Relation}\" VALUES {string.Join(", ", input.Cells.Select((cells, i) => Row(read, cells, i)))}");
        }
    }

    private static string Row(ReadSource read, IReadOnlyList<string> cells, int row)
    {
        IEnumerable<string> values = cells.Select((cell, c) => Cell(cell, read.Source.Row.Fields[c + 1].Type.Type) + ", ");
        return $"({row}, {string.Concat(values)}'data.parquet', {row + 1})";
    }

    private static string Cell(string cell, FlowType type)
    {
        string name = PostgresDialect.Instance.Type(type);
        return cell switch
        {
            "null" => $"CAST(NULL AS {name})",
            ['=', .. var sql] => $"CAST({PostgresCell.Of(sql)} AS {name})",
            ['\'', .. var text, '\''] => $"CAST('{text.Replace("'", "''", StringComparison.Ordinal)}' AS {name})",
            _ when type is BytesType => $"decode('{cell}', 'hex')",
            _ => $"CAST('{cell}' AS {name})",
        };
    }

    private List<ResultRow> Read(EmittedQuery query)
    {
        int width = query.Columns.Length;
        string failed = FlaggedRows.Failed(query);
        IEnumerable<string> values = query.Columns.Select((c, i) => Render($"\"{c.Name}\"", c.Type.Type));
        string told = string.Concat(FlaggedRows.Told(query).Select(t => ", " + t));
        using var command = new NpgsqlCommand(
            $"SELECT {string.Join(", ", values)}, {failed}{told} FROM ({FlaggedRows.NotFiltered(query)}) AS result ORDER BY \"id\"",
            _connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<ResultRow> rows = [];
        while (reader.Read())
        {
            Value[] read = [.. Enumerable.Range(1, width - 1).Select(i => ValueOf(reader, i, query.Columns[i].Type.Type))];
            bool left = reader.GetBoolean(width);
            RejectedRow? reject = left ? RejectOf(query, reader, width + 1) : null;
            rows.Add(new ResultRow(long.Parse(reader.GetString(0), CultureInfo.InvariantCulture), read, left, reject));
        }

        return rows;
    }

    private static RejectedRow RejectOf(EmittedQuery query, NpgsqlDataReader reader, int at) => FlaggedRows.Reject(
        query, reader.GetInt64(at), reader.IsDBNull(at + 1) ? null : reader.GetString(at + 1),
        reader.IsDBNull(at + 2) ? null : reader.GetString(at + 2), reader.IsDBNull(at + 3) ? null : reader.GetInt64(at + 3));

    private static string Render(string column, FlowType type) => type switch
    {
        FloatType => $"CAST({column} AS double precision)",
        InstantType or DateTimeType => $"CAST(extract(epoch FROM {column}) * 1000000 AS bigint)",
        BytesType => $"encode({column}, 'hex')",
        ListType => $"('[' || array_to_string({column}, ', ', 'NULL') || ']')",
        _ => $"CAST({column} AS text)",
    };

    private static Value ValueOf(NpgsqlDataReader reader, int index, FlowType type)
    {
        if (reader.IsDBNull(index))
        {
            return Value.Null;
        }

        return type switch
        {
            FloatType => Value.Of(reader.GetDouble(index)),
            InstantType => new Value(Times.Text(reader.GetInt64(index)) + "Z"),
            DateTimeType => new Value(Times.Text(reader.GetInt64(index))),
            JsonType => Value.OfJson(reader.GetString(index)),
            _ => new Value(reader.GetString(index)),
        };
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
