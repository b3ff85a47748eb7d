using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Engine;

/// <summary>Functions of a program's own: values come and go unchanged, null and failure are two things.</summary>
public sealed class UserFunctionTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("true", "false", "NULL")]
    [InlineData("(-32768)::SMALLINT", "32767::SMALLINT", "NULL")]
    [InlineData("(-2147483648)::INTEGER", "2147483647", "NULL")]
    [InlineData("(-9223372036854775808)::BIGINT", "9223372036854775807", "NULL")]
    [InlineData("1.5::FLOAT", "'-Infinity'::FLOAT", "'NaN'::FLOAT")]
    [InlineData("1e308::DOUBLE", "'Infinity'::DOUBLE", "5e-324::DOUBLE")]
    [InlineData("-99.99::DECIMAL(4,2)", "0.01::DECIMAL(4,2)", "NULL")]
    [InlineData("-9999999.99::DECIMAL(9,2)", "0::DECIMAL(9,2)", "NULL")]
    [InlineData("9999999999999999.99::DECIMAL(18,2)", "-0.01::DECIMAL(18,2)", "NULL")]
    [InlineData("99999999999999999999999999.99::DECIMAL(28,2)", "-99999999999999999999999999.99::DECIMAL(28,2)", "NULL")]
    [InlineData("''", "'twelve bytes'", "'thirteen byte'", "'ünïcödé 😀 and more'", "NULL")]
    [InlineData("''::BLOB", "'\\x00\\xFF'::BLOB", "NULL")]
    [InlineData("'00000000-0000-0000-0000-000000000000'::UUID", "'ffffffff-0123-4567-89ab-cdef01234567'::UUID", "NULL")]
    [InlineData("DATE '0001-01-01'", "DATE '9999-12-31'", "NULL")]
    [InlineData("TIME '00:00:00'", "TIME '23:59:59.999999'", "NULL")]
    [InlineData("TIMESTAMPTZ '0001-01-01 00:00:00+00'", "TIMESTAMPTZ '1969-12-31 23:59:59.999999+00'", "NULL")]
    [InlineData("TIMESTAMP '9999-12-31 23:59:59.999999'", "TIMESTAMP '1969-12-31 23:59:59.999999'", "NULL")]
    public async Task Every_type_comes_back_as_it_went(params string[] values)
    {
        string list = $"(SELECT unnest([{string.Join(", ", values)}]) AS x)";
        ColumnType type = await TypeAsync(list);

        string same = await RunAsync(
            [new Identity(type, isNullable: false)], $"SELECT count(*) FROM {list} WHERE x IS DISTINCT FROM fn_same(x)");
        string wrapped = await RunAsync(
            [new Identity(type, isNullable: true)],
            $"SELECT count(*) FROM {list} WHERE x IS DISTINCT FROM fn_same(x).value OR fn_same(x) IS NULL");

        Assert.Equal(("0", "0"), (same, wrapped));
    }

    [Fact]
    public async Task A_null_argument_is_not_called_for_unless_its_parameter_takes_null()
    {
        const string calls =
            "SELECT string_agg(coalesce(fn_plus(x)::VARCHAR, 'NULL'), ',') FROM (SELECT unnest([1, NULL, 3]::BIGINT[]) AS x)";

        Assert.Equal("2,NULL,4", await RunAsync([new Plus(takesNull: false)], calls));
        Assert.Equal("2,0,4", await RunAsync([new Plus(takesNull: true)], calls));
        Assert.Equal("0", await RunAsync([new Plus(takesNull: true)], "SELECT fn_plus(NULL)"));
    }

    [Fact]
    public async Task What_is_thrown_fails_its_row_and_is_remembered()
    {
        Plus plus = new(takesNull: false);
        string rows = await RunAsync(
            [plus],
            "SELECT string_agg(coalesce(fn_plus(x)::VARCHAR, '-'), ',') FROM (SELECT unnest([1, 13, 4]::BIGINT[]) AS x)");

        Assert.Equal("2,-,5", rows);
        Assert.Equal((1L, "thirteen"), (plus.Failures?.Count, plus.Failures?.First.Message));
    }

    [Theory]
    [InlineData("1.005", "1.01")]
    [InlineData("-1.005", "-1.01")]
    [InlineData("99.994", "99.99")]
    [InlineData("99.995", "-")]
    [InlineData("-100", "-")]
    [InlineData("79228162514264337593543950335", "-")]
    [InlineData("0.0000000000000000000000000001", "0.00")]
    public async Task A_decimal_is_rounded_to_its_places_and_fails_beyond_its_digits(string number, string expected)
    {
        Constant constant = new(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, await RunAsync(
            [constant], "SELECT coalesce(fn_constant(x)::VARCHAR, '-') FROM (SELECT unnest([1]::BIGINT[]) AS x)"));
    }

    [Fact]
    public async Task Several_threads_call_it() => Assert.Equal("499999500000", await RunAsync(
        [new Plus(takesNull: false)], "SELECT sum(coalesce(fn_plus(range), 14) - 1)::VARCHAR FROM range(1000000)"));

    private async Task<ColumnType> TypeAsync(string list)
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        return (await duck.DescribeAsync($"SELECT x FROM {list}", CancellationToken.None))[0].Type
            ?? throw new InvalidOperationException(list);
    }

    private async Task<string> RunAsync(ImmutableArray<UserFunction> functions, string sql)
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        duck.Add(functions);
        return $"{(await duck.RowsAsync(sql, "test", CancellationToken.None))[0][0]}";
    }

    private sealed class Identity(ColumnType type, bool isNullable)
        : UserFunction("same", "fn_same", [new Column("x", type, isNullable)], new Column("same", type, isNullable))
    {
        protected override void Call(in FunctionRows rows, int row)
        {
            bool isNull = rows.IsNull(0, row);
            switch (type.Kind)
            {
                case ColumnKind.Bool:
                    rows.Set(row, isNull ? null : rows.Bool(0, row));
                    break;
                case ColumnKind.Int16:
                    rows.Set(row, isNull ? null : rows.Int16(0, row));
                    break;
                case ColumnKind.Int32:
                    rows.Set(row, isNull ? null : rows.Int32(0, row));
                    break;
                case ColumnKind.Int64:
                    rows.Set(row, isNull ? null : rows.Int64(0, row));
                    break;
                case ColumnKind.Float32:
                    rows.Set(row, isNull ? null : rows.Float32(0, row));
                    break;
                case ColumnKind.Float64:
                    rows.Set(row, isNull ? null : rows.Float64(0, row));
                    break;
                case ColumnKind.Decimal:
                    rows.Set(row, isNull ? null : rows.Decimal(0, row));
                    break;
                default:
                    Other(rows, row, isNull);
                    break;
            }
        }

        private void Other(in FunctionRows rows, int row, bool isNull)
        {
            switch (type.Kind)
            {
                case ColumnKind.Text:
                    rows.Set(row, isNull ? null : rows.Text(0, row));
                    break;
                case ColumnKind.Bytes:
                    rows.Set(row, isNull ? null : rows.Bytes(0, row));
                    break;
                case ColumnKind.Uuid:
                    rows.Set(row, isNull ? null : rows.Uuid(0, row));
                    break;
                case ColumnKind.Date:
                    rows.Set(row, isNull ? null : rows.Date(0, row));
                    break;
                case ColumnKind.Time:
                    rows.Set(row, isNull ? null : rows.Time(0, row));
                    break;
                case ColumnKind.Instant:
                    rows.Set(row, isNull ? null : rows.Instant(0, row));
                    break;
                default:
                    rows.Set(row, isNull ? null : rows.DateTime(0, row));
                    break;
            }
        }
    }

    private sealed class Plus(bool takesNull) : UserFunction(
        "plus", "fn_plus", [new Column("x", ColumnType.Int64, takesNull)], new Column("plus", ColumnType.Int64))
    {
        protected override void Call(in FunctionRows rows, int row)
        {
            long value = rows.IsNull(0, row) ? -1 : rows.Int64(0, row);
            rows.Set(row, value == 13 ? throw new ArgumentException("thirteen") : value + 1);
        }
    }

    private sealed class Constant(decimal value) : UserFunction(
        "constant", "fn_constant", [new Column("x", ColumnType.Int64)], new Column("constant", ColumnType.Decimal(4, 2)))
    {
        protected override void Call(in FunctionRows rows, int row) => rows.Set(row, value);
    }
}
