using System.Globalization;
using DuckDB.NET.Data;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.DuckDb.Functions;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>The embedded engine, over tables in memory.</summary>
public sealed class DuckDbEngine : IConformanceEngine
{
    private readonly bool _optimizes;
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    /// <param name="optimizes">False runs the plan as it was written.</param>
    public DuckDbEngine(bool optimizes = true)
    {
        _optimizes = optimizes;
        _connection.Open();
        SqlFunctions.Register(_connection);
        Execute(EngineSettings.Sql + "SET VARIABLE now = TIMESTAMPTZ '2024-03-10 06:00:00+00'");
    }

    public string Name => _optimizes ? "duckdb" : "duckdb, not optimized";

    public Task<IReadOnlyList<ResultRow>> RunAsync(BoundProgram program, Input input)
    {
        LogicalProgram plan = Planner.Plan(program);
        plan = _optimizes ? Optimizer.Optimize(plan, OptimizerRules.Default) : plan;
        foreach (EmittedStep step in Emitter.Steps(BatchPlanner.Plan(plan, plan.Pipelines[0])))
        {
            switch (step.Operation)
            {
                case ReadSource read:
                    Load(read, input);
                    break;
                case StageRelation stage:
                    Execute($"CREATE OR REPLACE TEMP TABLE \"{stage.Relation}\" AS {FlaggedRows.Kept(step.Query)}");
                    break;
                case WriteRelation:
                    EmittedQuery query = step.Query ?? throw new InvalidOperationException("A write has a query.");
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

    private void Load(ReadSource read, Input input)
    {
        List<string> rows = [];
        for (int i = 0; i < input.Cells.Count; i++)
        {
            IEnumerable<string> cells = input.Cells[i].Select((cell, c) => Cell(cell, read.Source.Row.Fields[c + 1].Type.Type));
            rows.Add($"SELECT {string.Join(", ", cells.Prepend($"CAST({i} AS BIGINT)"))}, 'data.parquet', CAST({i + 1} AS BIGINT)");
        }

        string columns = string.Join(", ", input.Columns.Select(c => $"\"{c.Name}\"").Prepend("id").Append("__file").Append("__row"));
        IEnumerable<string> empty = read.Source.Row.Fields.Select(f => $"CAST(NULL AS {DuckDbDialect.Instance.Type(f.Type.Type)})");
        string source = rows.Count > 0
            ? string.Join(" UNION ALL ", rows)
            : $"SELECT {string.Join(", ", empty)}, '', CAST(0 AS BIGINT) WHERE false";
        Execute($"CREATE OR REPLACE TEMP TABLE \"{read.Relation}\" AS SELECT * FROM ({source}) AS t({columns})");
    }

    private static string Cell(string cell, FlowType type)
    {
        string name = DuckDbDialect.Instance.Type(type);
        return cell switch
        {
            "null" => $"CAST(NULL AS {name})",
            ['=', .. var sql] => $"CAST({sql} AS {name})",
            ['\'', .. var text, '\''] => $"CAST('{text.Replace("'", "''", StringComparison.Ordinal)}' AS {name})",
            _ when type is InstantType => $"make_timestamptz({Times.Microseconds(cell)})",
            _ when type is BytesType => $"unhex('{cell}')",
            _ => $"CAST('{cell}' AS {name})",
        };
    }

    private List<ResultRow> Read(EmittedQuery query)
    {
        int width = query.Columns.Length;
        string failed = FlaggedRows.Failed(query);
        IEnumerable<string> values = query.Columns.Select((c, i) => Render($"\"{c.Name}\"", c.Type.Type));
        using DuckDBCommand command = _connection.CreateCommand();
        string told = string.Concat(FlaggedRows.Told(query).Select(t => ", " + t));
        command.CommandText = $"SELECT {string.Join(", ", values)}, {failed}{told} FROM ({FlaggedRows.NotFiltered(query)}) ORDER BY 1";
        using DuckDBDataReader reader = command.ExecuteReader();
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

    private static RejectedRow RejectOf(EmittedQuery query, DuckDBDataReader reader, int at) => FlaggedRows.Reject(
        query, reader.GetInt64(at), reader.IsDBNull(at + 1) ? null : reader.GetString(at + 1),
        reader.IsDBNull(at + 2) ? null : reader.GetString(at + 2), reader.IsDBNull(at + 3) ? null : reader.GetInt64(at + 3));

    private static string Render(string column, FlowType type) => type switch
    {
        FloatType => $"CAST({column} AS DOUBLE)",
        InstantType or DateTimeType => $"epoch_us({column})",
        BytesType => $"lower(hex({column}))",
        DecimalType number when number.Precision == number.Scale => $"regexp_replace(CAST({column} AS VARCHAR), '^(-?)[.]', '\\10.')",
        TextType or EnumType => column,
        _ => $"CAST({column} AS VARCHAR)",
    };

    private static Value ValueOf(DuckDBDataReader reader, int index, FlowType type)
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
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
