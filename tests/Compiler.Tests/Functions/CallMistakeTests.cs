using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics;
using static FlowLang.Compiler.Tests.Functions.Arguments;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class CallMistakeTests
{
    [Fact]
    public void Says_what_was_given_and_which_signatures_there_are()
    {
        Diagnostic diagnostic = MistakeIn(Call("substring", Column(IntegerType.Int32, nullable: true), Text("a")), "FL3100");

        Assert.Equal("`substring` does not take (int32?, text)", diagnostic.Message);
        Assert.Equal(
            ["one of: substring(x: text, start: int64) -> text", "one of: substring(x: text, start: int64, length: int64) -> text"],
            diagnostic.Notes.AsEnumerable());
    }

    [Fact]
    public void Says_that_arguments_are_missing()
    {
        Diagnostic diagnostic = MistakeIn(Call("lower"), "FL3100");

        Assert.Equal("`lower` needs arguments", diagnostic.Message);
        Assert.Equal(["signature: lower(x: text) -> text"], diagnostic.Notes.AsEnumerable());
    }

    [Fact]
    public void Refuses_one_argument_too_many() => MistakeIn(Call("lower", Text("a"), Text("b")), "FL3100");

    [Fact]
    public void Refuses_an_argument_given_twice() =>
        MistakeIn(Call("substring", Text("a"), Int(1), Named("start", Int(2))), "FL3100");

    [Fact]
    public void Knows_the_names_of_arguments()
    {
        Diagnostic diagnostic = MistakeIn(
            Call("trunc", Column(InstantType.Instance), Word("day"), Named("tzz", Text("UTC"))), "FL3101");

        Assert.Equal("did you mean `tz:`?", diagnostic.PointerText);
    }

    [Fact]
    public void Offers_the_word_that_was_meant()
    {
        Diagnostic diagnostic = MistakeIn(Call("trunc", Column(InstantType.Instance), Word("hours")), "FL3102");

        Assert.Equal("hour", diagnostic.Fix?.Replacement);
        Assert.Contains("second, minute, hour", diagnostic.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_of_day_has_no_month() => MistakeIn(Call("extract", Column(TimeType.Instance), Word("month")), "FL3100");

    [Fact]
    public void Asks_for_a_literal_where_the_compiler_reads_it() =>
        MistakeIn(Call("matches", Column(TextType.Instance), Column(TextType.Instance)), "FL3103");

    [Theory]
    [InlineData("round", 3)]
    [InlineData("round", -1)]
    public void Checks_the_digits_of_a_decimal(string function, int digits) =>
        MistakeIn(Call(function, Column(new DecimalType(5, 2)), Int(digits)), "FL3104");

    [Fact]
    public void Checks_fractions_buckets_and_distances()
    {
        MistakeIn(Call("percentile", Column(FloatType.Float64), Float(95)), "FL3104");
        MistakeIn(Call("ntile", Int(0)), "FL3104");
        MistakeIn(Call("lag", Column(TextType.Instance), Int(-1)), "FL3104");
        MistakeIn(Call("regexp_extract", Column(TextType.Instance), Text("(a)"), Int(2)), "FL3104");
        MistakeIn(Call("regexp_replace", Column(TextType.Instance), Text("(a)"), Text("\\2")), "FL3104");
        MistakeIn(Call("uuid", Column(TextType.Instance), Named("namespace", Text("shop"))), "FL3104");
    }

    [Fact]
    public void Knows_the_time_zones()
    {
        Diagnostic diagnostic = MistakeIn(Call("to_zone", Column(InstantType.Instance), Text("Europe/Wien")), "FL3106");
        Diagnostic near = MistakeIn(Call("to_zone", Column(InstantType.Instance), Text("Europe/Viena")), "FL3106");

        Assert.Contains("Europe/Wien", diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal("did you mean `Europe/Vienna`?", near.PointerText);
        MistakeIn(Call("to_zone", Column(InstantType.Instance), Text("EST")), "FL3106");
    }

    [Theory]
    [InlineData("format_instant", "yyyy-MM-ddTHH")]
    [InlineData("format_instant", "YYYY")]
    [InlineData("format_instant", "'open")]
    [InlineData("parse_instant", "HH:mm")]
    [InlineData("parse_instant", "yyyy-MM-dd hh:mm")]
    public void Checks_time_formats(string function, string format) =>
        MistakeIn(Call(function, Column(function[0] == 'f' ? InstantType.Instance : TextType.Instance), Text(format)), "FL3107");

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a[x]")]
    [InlineData("a[1")]
    [InlineData("a..b")]
    [InlineData("\"a")]
    public void Checks_json_paths(string path) => MistakeIn(Call("text_at", Column(JsonType.Instance), Text(path)), "FL3108");

    private static Diagnostic MistakeIn(ResolvedCall call, string code)
    {
        Assert.NotNull(call.Diagnostic);
        Assert.Equal(code, call.Diagnostic.Code);
        Assert.Equal(ErrorType.Instance, call.Type.Type);
        return call.Diagnostic;
    }
}
