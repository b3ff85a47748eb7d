using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Connectors;

/// <summary>One way to make the values of a generated column.</summary>
/// <param name="Usage">As a program writes it.</param>
/// <param name="Takes">Which column types it can make; null for all that are not made of others.</param>
/// <param name="MinArguments">At least so many arguments.</param>
/// <param name="MaxArguments">At most so many arguments.</param>
/// <param name="TakesValues">Arguments are values of the column's type; else numbers and texts of their own.</param>
public sealed record GeneratorDescriptor(
    string Name, string Usage, string Summary, Func<FlowType, bool>? Takes, int MinArguments, int MaxArguments, bool TakesValues = false)
{
    public static ImmutableArray<GeneratorDescriptor> All { get; } =
    [
        new("sequence", "sequence(1)", "one more each row, in order: numbers by one, dates by a day, instants and datetimes by a second",
            type => type is NumericType or DateType or InstantType or DateTimeType, 1, 1, TakesValues: true),
        new("uniform", "uniform(1, 265)", "evenly between two values, both included (floats: the upper one is not)",
            type => type is NumericType or DateType or TimeType or InstantType or DateTimeType, 2, 2, TakesValues: true),
        new("normal", "normal(15.0, 8.0)", "around a mean, with a standard deviation, rounded to the column's scale",
            type => type is NumericType, 2, 2),
        new("choice", "choice(\"cash\", \"card\")", "one of the values, each as likely", null, 1, 1000, TakesValues: true),
        new("constant", "constant(\"x\")", "always this value", null, 1, 1, TakesValues: true),
        new("chance", "chance(0.3)", "true with this probability", type => type is BoolType, 1, 1),
        new("letters", "letters(8)", "so many lower-case letters", type => type is TextType, 1, 1),
        new("pattern", "pattern(\"??-####\")", "a text where `#` becomes a digit and `?` a lower-case letter", type =>
            type is TextType, 1, 1),
        new("nulls", "nulls(0.1, uniform(0, 20))", "null with this probability, else what the other generator makes", null, 2, 2),
    ];

    public static GeneratorDescriptor? Find(string name) => All.FirstOrDefault(generator => generator.Name == name);
}
