using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using static FlowLang.Compiler.Tests.Functions.Arguments;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class OverloadResolutionTests
{
    [Fact]
    public void Widens_arguments_to_what_the_parameter_takes()
    {
        ResolvedCall call = Call("substring", Column(TextType.Instance), Column(IntegerType.Int32), Int(3));

        Assert.Null(call.Diagnostic);
        Assert.Equal(new TypeRef(TextType.Instance), call.Type);
        BoundConversion start = Assert.IsType<BoundConversion>(call.Arguments[1]);
        Assert.Equal((ConversionKind.Widening, new TypeRef(IntegerType.Int64)), (start.Kind, start.Type));
        Assert.Equal((3L, new TypeRef(IntegerType.Int64)), (((BoundLiteral)call.Arguments[2]).Value, call.Arguments[2].Type));
    }

    [Fact]
    public void Takes_the_overload_with_the_fewest_conversions()
    {
        Assert.Equal(IntegerType.Int16, Call("abs", Column(IntegerType.Int16)).Type.Type);
        Assert.Equal(new DecimalType(12, 2), Call("abs", Column(new DecimalType(12, 2))).Type.Type);
        Assert.Equal(FloatType.Float32, Call("abs", Column(FloatType.Float32)).Type.Type);
        Assert.Equal(DateType.Instance, Call("trunc", Column(DateType.Instance), Word("week")).Type.Type);
    }

    [Fact]
    public void Fills_in_defaults_and_takes_named_arguments()
    {
        ResolvedCall utc = Call("trunc", Column(InstantType.Instance), Word("day"));
        ResolvedCall vienna = Call("trunc", Column(InstantType.Instance), Word("day"), Named("tz", Text("Europe/Vienna")));

        Assert.Equal("UTC", ((BoundLiteral)utc.Arguments[2]).Value);
        Assert.False(utc.Fails);
        Assert.Equal("Europe/Vienna", ((BoundLiteral)vienna.Arguments[2]).Value);
        Assert.True(vienna.Fails);
        Assert.False(vienna.MustBeHandled);
    }

    [Fact]
    public void Finds_the_common_type_and_lets_literals_adapt_to_it()
    {
        ResolvedCall call = Call("greatest", Column(new DecimalType(12, 2)), Int(0), Null);

        Assert.Equal(new TypeRef(new DecimalType(12, 2)), call.Type);
        Assert.All(call.Arguments, a => Assert.Equal(new DecimalType(12, 2), a.Type.Type));
    }

    [Fact]
    public void Knows_which_words_are_symbols()
    {
        FlowFunction trunc = FunctionCatalogue.Find("trunc") ?? throw new InvalidOperationException();
        FlowFunction atZone = FunctionCatalogue.Find("at_zone") ?? throw new InvalidOperationException();

        Assert.False(OverloadResolution.TakesWord(trunc, 0, null));
        Assert.True(OverloadResolution.TakesWord(trunc, 1, null));
        Assert.False(OverloadResolution.TakesWord(trunc, 1, "tz"));
        Assert.True(OverloadResolution.TakesWord(atZone, 2, "overlap"));
        Assert.False(OverloadResolution.TakesWord(atZone, 2, null));
    }

    [Fact]
    public void Says_whether_a_result_may_be_null()
    {
        Assert.False(Call("lower", Column(TextType.Instance)).Type.Nullable);
        Assert.True(Call("lower", Column(TextType.Instance, nullable: true)).Type.Nullable);
        Assert.False(Call("least", Column(IntegerType.Int32, nullable: true), Int(1)).Type.Nullable);
        Assert.True(Call("regexp_extract", Column(TextType.Instance), Text("a")).Type.Nullable);
        Assert.False(Call("count", Column(TextType.Instance, nullable: true)).Type.Nullable);
    }

    [Fact]
    public void An_aggregate_is_null_of_an_empty_group_but_not_under_by()
    {
        Assert.True(Call("sum", Column(IntegerType.Int32)).Type.Nullable);
        Assert.False(CallUnderBy("sum", Column(IntegerType.Int32)).Type.Nullable);
        Assert.True(CallUnderBy("sum", Column(IntegerType.Int32, nullable: true)).Type.Nullable);
        Assert.True(CallUnderBy("sum_if", Column(IntegerType.Int32), Column(BoolType.Instance)).Type.Nullable);
    }

    [Theory]
    [InlineData(12, 2, 38, 2, 38, 6)]
    [InlineData(38, 10, 38, 10, 38, 12)]
    [InlineData(9, 0, 38, 0, 38, 6)]
    public void Sums_and_means_of_decimals_have_38_digits(int p, int s, int sumPrecision, int sumScale, int meanPrecision, int meanScale)
    {
        Assert.Equal(new DecimalType(sumPrecision, sumScale), Call("sum", Column(new DecimalType(p, s))).Type.Type);
        Assert.Equal(new DecimalType(meanPrecision, meanScale), Call("avg", Column(new DecimalType(p, s))).Type.Type);
    }

    [Theory]
    [InlineData(5, 3, 2, 5, 2)]
    [InlineData(5, 3, 3, 5, 3)]
    [InlineData(5, 3, 0, 3, 0)]
    [InlineData(38, 0, 0, 38, 0)]
    public void Rounding_a_decimal_keeps_one_more_whole_digit(int p, int s, int digits, int resultPrecision, int resultScale) =>
        Assert.Equal(new DecimalType(resultPrecision, resultScale), Call("round", Column(new DecimalType(p, s)), Int(digits)).Type.Type);

    [Fact]
    public void A_value_failure_other_than_overflow_must_be_handled()
    {
        Assert.True(Call("sqrt", Column(FloatType.Float64)).MustBeHandled);
        Assert.False(Call("abs", Column(IntegerType.Int32)).MustBeHandled);
        Assert.True(Call("abs", Column(IntegerType.Int32)).Fails);
        Assert.False(Call("abs", Column(FloatType.Float64)).Fails);
        Assert.False(Call("at_zone", Column(DateTimeType.Instance), Text("UTC")).Fails);
    }

    [Fact]
    public void One_wrong_argument_gives_no_second_error()
    {
        ResolvedCall call = Call("lower", new BoundBadExpression([], FlowLang.Syntax.Text.TextSpan.None));

        Assert.Null(call.Diagnostic);
        Assert.Equal(ErrorType.Instance, call.Type.Type);
    }
}
