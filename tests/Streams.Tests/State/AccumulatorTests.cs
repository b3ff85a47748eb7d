using CsCheck;
using FlowLang.Values;
using FlowLang.Values.Aggregates;
using FlowLang.Values.Collections;
using FlowLang.Values.Numbers;
using FlowLang.Values.State;

namespace FlowLang.Streams.Tests.State;

/// <summary>
/// Groups in parts: the parts of any split of a list, each written and read back, merge to what adding all of it gives. Sums of floats
/// agree as the language promises among engines, within 1e-12.
/// </summary>
public sealed class AccumulatorTests
{
    private static readonly Gen<Int128> Wide = Gen.Select(Gen.Long, Gen.Long, (a, b) => (Int128)a * b);
    private static readonly Gen<double> Plain = Gen.Double[-1e6, 1e6];
    private static readonly Gen<double> AnyFloat = Gen.Frequency(
        (6, Plain), (1, Of(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

    private static readonly Gen<string> Words = Gen.OneOf(
        Of("", "é", "😀", "a\0b", "\uFFFD"), Gen.String[Gen.Char['a', 'd'], 0, 3]);

    private delegate void Adding<TState, TValue>(ref TState state, TValue value);

    private delegate void Merging<TState>(ref TState state, TState other);

    private delegate void Writing<TState>(TState state, ref StateWriter writer);

    private delegate TState Reading<TState>(ref StateReader reader);

    [Fact]
    public void A_count() => Check(
        Gen.Int, (ref Count s, int _) => s.Add(), (ref Count s, Count o) => s.Merge(o), (Count s, ref StateWriter w) => s.Write(ref w),
        Count.Read, s => s.Result);

    [Fact]
    public void A_sum_of_integers() => Check(
        Gen.Long, (ref IntegerSum s, long v) => s.Add(v), (ref IntegerSum s, IntegerSum o) => s.Merge(o),
        (IntegerSum s, ref StateWriter w) => s.Write(ref w), IntegerSum.Read, s => (s.IsEmpty, s.TryResult(out long sum), sum));

    [Fact]
    public void A_sum_of_small_decimals() => Check(
        Gen.Long, (ref SmallDecimalSum s, long v) => s.Add(v), (ref SmallDecimalSum s, SmallDecimalSum o) => s.Merge(o),
        (SmallDecimalSum s, ref StateWriter w) => s.Write(ref w), SmallDecimalSum.Read, s => (s.IsEmpty, s.Result));

    [Fact]
    public void A_sum_of_decimals() => Check(
        Wide, (ref DecimalSum s, Int128 v) => s.Add(v), (ref DecimalSum s, DecimalSum o) => s.Merge(o),
        (DecimalSum s, ref StateWriter w) => s.Write(ref w), DecimalSum.Read, s => (s.IsEmpty, s.TryResult(out Int128 sum), sum));

    [Fact]
    public void A_mean_of_integers() => Check(
        Gen.Long, (ref IntegerMean s, long v) => s.Add(v), (ref IntegerMean s, IntegerMean o) => s.Merge(o),
        (IntegerMean s, ref StateWriter w) => s.Write(ref w), IntegerMean.Read, s => s.IsEmpty ? 0 : s.Result);

    [Fact]
    public void A_mean_of_decimals() => Check(
        Wide, (ref DecimalMean s, Int128 v) => s.Add(v), (ref DecimalMean s, DecimalMean o) => s.Merge(o),
        (DecimalMean s, ref StateWriter w) => s.Write(ref w), DecimalMean.Read,
        s => (s.IsEmpty, s.TryResult(4, out Int128 mean), mean));

    [Fact]
    public void A_sum_of_floats() => Check(
        AnyFloat, (ref FloatSum s, double v) => s.Add(v), (ref FloatSum s, FloatSum o) => s.Merge(o),
        (FloatSum s, ref StateWriter w) => s.Write(ref w), FloatSum.Read, s => (s.Count, new Near(s.Result, 1e7)));

    [Fact]
    public void A_mean_of_floats() => Check(
        AnyFloat, (ref FloatMean s, double v) => s.Add(v), (ref FloatMean s, FloatMean o) => s.Merge(o),
        (FloatMean s, ref StateWriter w) => s.Write(ref w), FloatMean.Read, s => s.IsEmpty ? default : new Near(s.Result, 1e7));

    [Fact]
    public void A_spread() => Check(
        Gen.Frequency((20, AnyFloat), (1, Gen.Const(1e200))), (ref Spread s, double v) => s.Add(v),
        (ref Spread s, Spread o) => s.Merge(o), (Spread s, ref StateWriter w) => s.Write(ref w), Spread.Read,
        s => s.IsEmpty ? (false, default) : (s.TryVariance(out double v), s.TryVariance(out _) ? new Near(v, 1e13) : default));

    [Fact]
    public void A_least_float_with_nan_above_all() => Check(
        AnyFloat, (ref Minimum<double, FloatOrder> s, double v) => s.Add(v),
        (ref Minimum<double, FloatOrder> s, Minimum<double, FloatOrder> o) => s.Merge(o),
        (Minimum<double, FloatOrder> s, ref StateWriter w) => s.Write<ScalarForm>(ref w), Minimum<double, FloatOrder>.Read<ScalarForm>,
        s => (s.IsEmpty, s.Result));

    [Fact]
    public void A_greatest_text_by_code_point() => Check(
        Words, (ref Maximum<string, TextOrder> s, string v) => s.Add(v),
        (ref Maximum<string, TextOrder> s, Maximum<string, TextOrder> o) => s.Merge(o),
        (Maximum<string, TextOrder> s, ref StateWriter w) => s.Write<ScalarForm>(ref w), Maximum<string, TextOrder>.Read<ScalarForm>,
        s => (s.IsEmpty, s.Result));

    [Fact]
    public void Different_floats() => Check(
        AnyFloat, (ref Distinct<double> s, double v) => s.Add(v), (ref Distinct<double> s, Distinct<double> o) => s.Merge(o),
        (Distinct<double> s, ref StateWriter w) => s.Write<ScalarForm>(ref w), Distinct<double>.Read<ScalarForm>, s => s.Result);

    [Fact]
    public void Different_lists_of_texts_with_nulls() => Check(
        Gen.OneOf(Words, Gen.Const((string?)null)).Array[0, 2].Select(a => new Items<string?>(a)),
        (ref Distinct<Items<string?>> s, Items<string?> v) => s.Add(v),
        (ref Distinct<Items<string?>> s, Distinct<Items<string?>> o) => s.Merge(o),
        (Distinct<Items<string?>> s, ref StateWriter w) => s.Write<ItemsForm<string?, OptionalTextForm>>(ref w),
        Distinct<Items<string?>>.Read<ItemsForm<string?, OptionalTextForm>>, s => s.Result);

    [Fact]
    public void The_first_value() => Check(
        Words, (ref FirstOf<string> s, string v) => s.Add(v), (ref FirstOf<string> s, FirstOf<string> o) => s.Merge(o),
        (FirstOf<string> s, ref StateWriter w) => s.Write<ScalarForm>(ref w), FirstOf<string>.Read<ScalarForm>, s => (s.IsEmpty, s.Result));

    [Fact]
    public void The_last_value() => Check(
        Words, (ref LastOf<string> s, string v) => s.Add(v), (ref LastOf<string> s, LastOf<string> o) => s.Merge(o),
        (LastOf<string> s, ref StateWriter w) => s.Write<ScalarForm>(ref w), LastOf<string>.Read<ScalarForm>, s => (s.IsEmpty, s.Result));

    [Fact]
    public void All_values() => Check(
        Gen.Int.Nullable(), (ref Collected<int?> s, int? v) => s.Add(v), (ref Collected<int?> s, Collected<int?> o) => s.Merge(o),
        (Collected<int?> s, ref StateWriter w) => s.Write<OptionalForm<int, ScalarForm>>(ref w),
        Collected<int?>.Read<OptionalForm<int, ScalarForm>>, s => (s.IsEmpty, s.Result));

    [Fact]
    public void Joined_texts_each_with_a_separator_of_its_own() => Check(
        Gen.Select(Words, Words), (ref JoinedText s, (string Text, string Separator) v) => s.Add(v.Text, v.Separator),
        (ref JoinedText s, JoinedText o) => s.Merge(o), (JoinedText s, ref StateWriter w) => s.Write(ref w), JoinedText.Read,
        s => (s.IsEmpty, s.Result));

    [Fact]
    public void A_percentile() => Check(
        AnyFloat, (ref Quantile s, double v) => s.Add(v), (ref Quantile s, Quantile o) => s.Merge(o),
        (Quantile s, ref StateWriter w) => s.Write(ref w), Quantile.Read, s => (s.IsEmpty, s.Result(0.3)));

    [Fact]
    public void A_percentile_that_is_a_value() => Check(
        Gen.Byte.Array[0, 3].Select(b => new Bytes(b)),
        (ref DiscreteQuantile<Bytes, NaturalOrder<Bytes>> s, Bytes v) => s.Add(v),
        (ref DiscreteQuantile<Bytes, NaturalOrder<Bytes>> s, DiscreteQuantile<Bytes, NaturalOrder<Bytes>> o) => s.Merge(o),
        (DiscreteQuantile<Bytes, NaturalOrder<Bytes>> s, ref StateWriter w) => s.Write<ScalarForm>(ref w),
        DiscreteQuantile<Bytes, NaturalOrder<Bytes>>.Read<ScalarForm>, s => s.IsEmpty ? (Bytes?)null : s.Result(0.7));

    [Fact]
    public void A_merged_set_keeps_nothing_of_the_other_group()
    {
        Distinct<int> part = default;
        part.Add(1);
        Distinct<int> first = default;
        Distinct<int> second = default;
        first.Merge(part);
        second.Merge(part);
        first.Add(2);

        Assert.Equal((2, 1, 1), (first.Result, second.Result, part.Result));
    }

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);


    private static void Check<TState, TValue, TResult>(
        Gen<TValue> values, Adding<TState, TValue> add, Merging<TState> merge, Writing<TState> write, Reading<TState> read,
        Func<TState, TResult> result)
        where TState : struct =>
        values.Array[0, 6].Array[0, 4].Sample(
            parts =>
            {
                TState whole = default;
                TState merged = default;
                foreach (TValue[] part in parts)
                {
                    TState some = default;
                    foreach (TValue value in part)
                    {
                        add(ref whole, value);
                        add(ref some, value);
                    }

                    StateWriter writer = default;
                    write(some, ref writer);
                    StateReader reader = new(writer.Written);
                    merge(ref merged, read(ref reader));
                    Assert.True(reader.IsAtEnd);
                }

                Assert.Equal(result(whole), result(merged));
            },
            iter: 2000);

    // Equal but for what is small beside the size of what was added up.
    private readonly record struct Near(double Value, double Size)
    {
        public bool Equals(Near other) => Value.Equals(other.Value) || Math.Abs(Value - other.Value) <= Size * 1e-12;

        public override int GetHashCode() => 0;
    }
}
