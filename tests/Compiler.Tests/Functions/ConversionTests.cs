using FlowLang.Semantics.Types;
using static FlowLang.Compiler.Tests.Functions.Arguments;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class ConversionTests
{
    private static readonly FlowType[] Samples =
    [
        BoolType.Instance, IntegerType.Int16, IntegerType.Int32, IntegerType.Int64, FloatType.Float32, FloatType.Float64,
        new DecimalType(5, 2), new DecimalType(12, 2), new DecimalType(19, 0), new DecimalType(38, 10), TextType.Instance,
        new EnumType(["a", "b"]), new EnumType(["a", "b", "c"]), BytesType.Instance, UuidType.Instance, DateType.Instance,
        TimeType.Instance, InstantType.Instance,
        DateTimeType.Instance, IntervalType.Instance, JsonType.Instance, new ListType(new TypeRef(IntegerType.Int32)),
        new ListType(new TypeRef(IntegerType.Int64, true)), new MapType(new TypeRef(IntegerType.Int32)),
    ];

    [Fact]
    public void Widening_is_reflexive_and_transitive()
    {
        foreach (FlowType a in Samples)
        {
            Assert.True(Conversions.IsWidening(a, a));
            foreach (FlowType b in Samples.Where(b => Conversions.IsWidening(a, b)))
            {
                Assert.All(
                    Samples.Where(c => Conversions.IsWidening(b, c)), c => Assert.True(Conversions.IsWidening(a, c), $"{a} {b} {c}"));
            }
        }
    }

    [Fact]
    public void A_widening_is_a_cast_that_never_fails()
    {
        foreach ((FlowType a, FlowType b) in Samples.SelectMany(a => Samples.Where(b => Conversions.IsWidening(a, b)).Select(b => (a, b))))
        {
            Assert.True(Conversions.CastAllowed(a, b));
            Assert.False(Conversions.CastFails(a, b));
        }
    }

    [Fact]
    public void The_common_type_is_the_same_from_both_sides_and_takes_both()
    {
        foreach ((FlowType a, FlowType b) in Samples.SelectMany(a => Samples.Select(b => (a, b))))
        {
            FlowType? common = Conversions.CommonType(a, b);
            Assert.Equal(common, Conversions.CommonType(b, a));
            if (common is not null and not FloatType)
            {
                Assert.True(Conversions.IsWidening(a, common), $"{a} {common}");
            }
        }
    }

    [Fact]
    public void Numbers_meet_in_the_narrowest_type()
    {
        Assert.Equal(new DecimalType(12, 2), Conversions.CommonType(new DecimalType(12, 2), IntegerType.Int32));
        Assert.Equal(new DecimalType(21, 2), Conversions.CommonType(new DecimalType(12, 2), IntegerType.Int64));
        Assert.Equal(new DecimalType(14, 4), Conversions.CommonType(new DecimalType(12, 2), new DecimalType(6, 4)));
        Assert.Equal(FloatType.Float64, Conversions.CommonType(IntegerType.Int32, FloatType.Float32));
        Assert.Null(Conversions.CommonType(new DecimalType(38, 0), new DecimalType(38, 10)));
        Assert.Null(Conversions.CommonType(TextType.Instance, IntegerType.Int32));
    }

    [Fact]
    public void Literals_fit_where_their_value_does()
    {
        Assert.True(Conversions.Fits(Int(100), IntegerType.Int16));
        Assert.False(Conversions.Fits(Int(40_000), IntegerType.Int16));
        Assert.True(Conversions.Fits(Int(99), new DecimalType(4, 2)));
        Assert.False(Conversions.Fits(Int(100), new DecimalType(4, 2)));
        Assert.True(Conversions.Fits(Decimal(150, 2), FloatType.Float64));
        Assert.False(Conversions.Fits(Decimal(1505, 3), new DecimalType(12, 2)));
        Assert.True(Conversions.Fits(Text("a"), new EnumType(["a", "b"])));
        Assert.False(Conversions.Fits(Text("z"), new EnumType(["a", "b"])));
        Assert.Equal(new DecimalType(12, 2), Conversions.CommonType([Column(new DecimalType(12, 2)), Int(100)]));
        Assert.Equal(new DecimalType(13, 3), Conversions.CommonType([Column(new DecimalType(12, 2)), Decimal(1505, 3)]));
    }

    [Fact]
    public void Json_and_interval_have_neither_equality_nor_order()
    {
        Assert.False(Conversions.HasEquality(JsonType.Instance));
        Assert.False(Conversions.HasEquality(new ListType(new TypeRef(IntervalType.Instance))));
        Assert.True(Conversions.HasEquality(new ListType(new TypeRef(TextType.Instance))));
        Assert.False(Conversions.HasOrder(JsonType.Instance));
        Assert.True(Conversions.HasOrder(UuidType.Instance));
    }
}
