using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Engine;

/// <summary>SQL of the program's own is described by the engine before rows move.</summary>
public sealed class OwnSqlTests : IDisposable
{
    private static readonly ImmutableArray<Column> s_columns = [new("n", ColumnType.Int64), new("t", ColumnType.Text, Nullable: true)];

    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("SELECT 'a' AS t, 1::BIGINT AS n")]
    [InlineData("SELECT * FROM (WITH x AS (SELECT 1::BIGINT AS n, NULL::VARCHAR AS t WHERE false) SELECT * FROM x)")]
    public async Task The_declared_columns_in_any_order_are_right(string sql) => Assert.Null(await VerifyAsync(sql));

    [Theory]
    [InlineData("SELECT 1 AS n, 'a' AS t", "`n` is INTEGER; declared is BIGINT")]
    [InlineData("SELECT 1::BIGINT AS n", "`t` is missing")]
    [InlineData("SELECT 1::BIGINT AS N, 'a' AS t", "`n` is missing; `N` (BIGINT) is not declared")]
    [InlineData("SELECT 1::BIGINT AS n, 'a' AS t, 2 AS u", "`u` (INTEGER) is not declared")]
    [InlineData("SELECT nothing AS n", "Binder Error")]
    public async Task Others_are_refused_with_what_differs(string sql, string why)
    {
        FlowError? error = await VerifyAsync(sql);

        Assert.NotNull(error);
        Assert.Equal(("RT5006", ErrorKind.Schema, "main.flow", 3), (error.Code, error.Kind, error.File, error.Line));
        Assert.Contains(why, error.Why, StringComparison.Ordinal);
    }

    private async Task<FlowError?> VerifyAsync(string sql)
    {
        await using BatchRun run = _box.Run();
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        Exception? thrown = await Record.ExceptionAsync(
            () => duck.VerifySqlAsync(sql, s_columns, "main.flow", 3, CancellationToken.None));
        return thrown is null ? null : Assert.IsType<FlowException>(thrown).Error;
    }
}
