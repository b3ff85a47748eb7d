using System.Collections.Immutable;
using FlowLang.Connectors.Spark;

namespace FlowLang.Runtime.Tests.Spark;

/// <summary>What Spark says when it refuses or fails, as a user reads it.</summary>
[Collection(SparkCollection.Name)]
public sealed class ErrorTests
{
    [SkippableTheory]
    [InlineData("SELECT 1,\n  nope\nFROM range(1)", "UNRESOLVED_COLUMN", "it knows no column `nope`", "`nope` in line 2 of the SQL")]
    [InlineData("SELECT *\nFROM no_such.view_here", "TABLE_OR_VIEW_NOT_FOUND", "it knows no table or view `no_such`.`view_here`", "")]
    [InlineData("SELECT nothing(1)", "UNRESOLVED_ROUTINE", "it knows no function `nothing`", "`nothing(1)` in line 1 of the SQL")]
    [InlineData("SELECT 1,,", "PARSE_SYNTAX_ERROR", "it can't be read at", "")]
    [InlineData("SELECT 'a' + DATE '2024-01-01'", "DATATYPE_MISMATCH", "does not accept the SQL", "in line 1 of the SQL")]
    [InlineData("SELECT * FROM csv.`/no/such/folder`", "PATH_NOT_FOUND", "does not accept the SQL", "")]
    public Task A_mistake_in_SQL_is_told_with_class_and_place(string sql, string errorClass, string said, string place) =>
        IsToldAsync("RT8010", sql, errorClass, said, place);

    [SkippableTheory]
    [InlineData("SELECT\n\n1 div (id - id) FROM range(3)", "DIVIDE_BY_ZERO", "a division by zero", "`1 div (id - id)` in line 3 of")]
    [InlineData("SELECT CAST(id + 300 AS TINYINT) FROM range(1)", "CAST_OVERFLOW", "300L can't be cast", "")]
    [InlineData("SELECT CAST(concat('x', id) AS INT) FROM range(1)", "CAST_INVALID_INPUT", "'x0' can't be cast", "in line 1 of the SQL")]
    [InlineData("SELECT id + 9223372036854775807 FROM range(3)", "ARITHMETIC_OVERFLOW", "a number is too large", "in line 1 of the SQL")]
    public Task A_value_that_stops_a_query_is_told_with_class_and_place(string sql, string errorClass, string said, string place) =>
        IsToldAsync("RT8011", sql, errorClass, said, place);

    [SkippableFact]
    public async Task Analysis_alone_tells_the_same()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        FlowError e = await SparkServer.FailAsync(() => session.SchemaAsync(new SparkQuery("SELECT nope"), CancellationToken.None));
        Assert.Equal("RT8010", e.Code);
        Assert.Contains("`nope` in line 1 of the SQL", e.Why, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_setting_that_can_not_be_changed_is_told()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        FlowError e = await SparkServer.FailAsync(
            () => session.SetAsync([new("spark.sql.warehouse.dir", "elsewhere")], CancellationToken.None));
        Assert.Equal(("RT8016", ErrorKind.Usage), (e.Code, e.Kind));
        AssertReadable(e);
    }

    [SkippableFact]
    public async Task A_failure_of_a_connector_hides_secrets_and_stacks()
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        SparkSource source = new("jdbc")
        {
            Title = "source pg.trips",
            Options = ImmutableDictionary<string, string>.Empty
                .Add("url", "jdbc:postgresql://127.0.0.1:9/none").Add("dbtable", "t"),
            SecretOptions = ImmutableDictionary<string, Secret>.Empty.Add("password", new("p", "hunter2")),
        };
        FlowError e = await SparkServer.FailAsync(() => session.SchemaAsync(source, CancellationToken.None));
        Assert.Equal("RT8019", e.Code);
        Assert.Contains("source pg.trips", e.Message, StringComparison.Ordinal);
        AssertReadable(e);

        SparkQuery query = new("SELECT raise_error('the password is hunter2')") { Hidden = [new("p", "hunter2")] };
        e = await SparkServer.FailAsync(() => SparkServer.BatchesAsync(session, query));
        Assert.Contains("the password is ***", e.Why, StringComparison.Ordinal);
        AssertReadable(e);
    }

    private static async Task IsToldAsync(string code, string sql, string errorClass, string said, string place)
    {
        SparkServer.Require();
        await using SparkSession session = await SparkServer.OpenAsync();
        FlowError e = await SparkServer.FailAsync(() => SparkServer.BatchesAsync(session, new SparkQuery(sql) { Title = "query of t" }));
        Assert.Equal(code, e.Code);
        Assert.Contains("query of t", e.Message, StringComparison.Ordinal);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.Contains(errorClass, e.Why, StringComparison.Ordinal);
        Assert.Contains(place, e.Why, StringComparison.Ordinal);
        AssertReadable(e);
    }

    private static void AssertReadable(FlowError e)
    {
        string text = e.ToString();
        foreach (string raw in new[] { "\tat ", "org.apache.spark.sql", "java.", "grpc", "hunter2" })
        {
            Assert.DoesNotContain(raw, text, StringComparison.Ordinal);
        }
    }
}
