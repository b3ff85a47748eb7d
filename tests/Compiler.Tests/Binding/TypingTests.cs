using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>Which type an expression has, and what steps do to nullability, keys and columns.</summary>
public sealed class TypingTests
{
    [Theory]
    [InlineData("zone_id + 1", "int32")]
    [InlineData("zone_id + trip_id", "int64")]
    [InlineData("zone_id / 2", "float64")]
    [InlineData("zone_id div 2", "int32")]
    [InlineData("fare + 1", "decimal(13, 2)")]
    [InlineData("fare * 0.5", "decimal(13, 3)")]
    [InlineData("fare * fare", "decimal(24, 4)")]
    [InlineData("fare / 3", "decimal(38, 6)")]
    [InlineData("fare + tip", "decimal(13, 2)?")]
    [InlineData("fare * distance", "float64")]
    [InlineData("tip ?? 0", "decimal(12, 2)")]
    [InlineData("note ++ \"x\"", "text?")]
    [InlineData("\"trip ${trip_id}\"", "text")]
    [InlineData("\"note ${note}\"", "text?")]
    [InlineData("tip > 1", "bool?")]
    [InlineData("tip is distinct from fare", "bool")]
    [InlineData("note in [\"a\", \"b\"]", "bool?")]
    [InlineData("tags[1]", "text?")]
    [InlineData("payload[\"a\"]", "json?")]
    [InlineData("cast(note as int32) else 0", "int32?")]
    [InlineData("cast(fare as int32) else null", "int32?")]
    [InlineData("case { when fare > 1 -> 1, else -> 2.5 }", "decimal(11, 1)")]
    [InlineData("case { when tip is not null -> tip, else -> 0 }", "decimal(12, 2)")]
    [InlineData("case { when fare > 1 -> 1 }", "int32?")]
    [InlineData("pickup + 5m", "instant")]
    [InlineData("[1, 2, null]", "int32?[]")]
    [InlineData("{ a: 1, b: note }", "{ a: int32, b: text? }")]
    [InlineData("note.upper()", "text?")]
    [InlineData("-9223372036854775808", "int64")]
    [InlineData("row_number() over (sort pickup)", "int64")]
    public void An_expression_has_this_type(string expression, string type)
    {
        string handled = expression.Contains("pickup +", StringComparison.Ordinal) ? expression + " else fail" : expression;
        BoundProgram program = TestWorkspace.Bind($"transform t = from trips | derive x = {handled}");

        Assert.DoesNotContain(program.Diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(type, Row(program).Find("x")?.Type.ToString());
    }

    [Theory]
    [InlineData("where tip is not null", "decimal(12, 2)")]
    [InlineData("where tip is not null and fare > 0", "decimal(12, 2)")]
    [InlineData("where not (tip is null or fare < 0)", "decimal(12, 2)")]
    [InlineData("where tip > 1", "decimal(12, 2)")]
    [InlineData("where tip is not null or fare > 0", "decimal(12, 2)?")]
    [InlineData("where tip is null", "decimal(12, 2)?")]
    public void A_condition_narrows_what_it_shows_not_to_be_null(string step, string type) =>
        Assert.Equal(type, Row(TestWorkspace.Bind($"transform t = from trips | {step}")).Find("tip")?.Type.ToString());

    [Theory]
    [InlineData("from trips | where fare > 0", "trip_id")]
    [InlineData("from trips | select id = trip_id, fare", "id")]
    [InlineData("from trips | select fare", "")]
    [InlineData("from trips | set trip_id = 1", "")]
    [InlineData("from trips | aggregate n = count() by zone_id", "zone_id")]
    [InlineData("from trips | aggregate n = count() by note", "")]
    [InlineData("from zones | dedupe by borough keep latest name", "borough")]
    [InlineData("from trips | unnest tags as tag", "")]
    [InlineData("from trips as t | join zones as z on t.zone_id == z.zone_id", "trip_id")]
    [InlineData("from trips as t | left join zones as z on t.zone_id == z.zone_id", "trip_id")]
    public void A_step_keeps_or_makes_the_key(string query, string key) =>
        Assert.Equal(key, string.Join(",", Row(TestWorkspace.Bind($"transform t = {query}")).Key));

    [Fact]
    public void A_left_join_makes_the_right_side_nullable_and_names_the_common_key_once()
    {
        RowType row = Row(TestWorkspace.Bind("transform t = from trips as t | left join zones as z on t.zone_id == z.zone_id"));

        Assert.Equal("text?", row.Find("borough")?.Type.ToString());
        Assert.Single(row.Fields, field => field.Name == "zone_id");
    }

    [Fact]
    public void Where_a_file_row_comes_from_is_there_for_those_who_name_it()
    {
        BoundProgram program = TestWorkspace.Bind(
            "transform t = from zones | select zone_id, source_row\ntransform u = from zones | where source_row > 1");

        Assert.Empty(program.Diagnostics);
        Assert.Equal(["zone_id", "source_row"], program.Transforms[0].Symbol.Row.Fields.Select(field => field.Name));
        Assert.Equal(["zone_id", "borough", "name"], program.Transforms[1].Symbol.Row.Fields.Select(field => field.Name));
    }

    [Fact]
    public void An_order_is_made_total_by_the_other_columns_unless_it_holds_the_key()
    {
        BoundProgram program = TestWorkspace.Bind(
            "transform t = from zones | sort borough take 1\ntransform u = from zones | sort zone_id take 1");

        Assert.Equal(3, Assert.IsType<BoundTake>(program.Transforms[0].Query.Steps[0]).Order.Length);
        Assert.Single(Assert.IsType<BoundTake>(program.Transforms[1].Query.Steps[0]).Order);
    }

    private static RowType Row(BoundProgram program) => program.Transforms.Single(t => t.Symbol.Name == "t").Symbol.Row;
}
