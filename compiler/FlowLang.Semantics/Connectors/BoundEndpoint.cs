using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Connectors;

/// <summary>Where a source reads or a sink writes, with its checked arguments and options.</summary>
/// <param name="Connection">Null for `console`, `generator` and after a mistake.</param>
/// <param name="Options">Arguments and options by name, only those that were given.</param>
public sealed record BoundEndpoint(
    ConnectionSymbol? Connection, ConnectorDescriptor Connector, EndpointDescriptor Descriptor, ImmutableArray<BoundOption> Options,
        TextSpan Span)
{
    public OptionValue? Find(string name) => Options.FirstOrDefault(option => option.Name == name)?.Value;

    public string? Text(string name) => (Find(name) as TextOption)?.Value;

    public string? Choice(string name) => (Find(name) as ChoiceOption)?.Value;
}

public sealed record BoundOption(string Name, OptionValue Value, TextSpan Span);

/// <summary>The constant value of an option; secrets and parameters stay references until the run.</summary>
public abstract record OptionValue;

public sealed record TextOption(string Value) : OptionValue;

/// <summary>Text with parameters in it: `"data/${env}"`.</summary>
public sealed record TemplateOption(BoundExpression Value) : OptionValue;

public sealed record IntegerOption(long Value) : OptionValue;

public sealed record NumberOption(double Value) : OptionValue;

public sealed record BoolOption(bool Value) : OptionValue;

public sealed record ChoiceOption(string Value) : OptionValue;

public sealed record DurationOption(TimeSpan Value) : OptionValue;

/// <param name="Bytes">Bytes.</param>
public sealed record SizeOption(long Bytes) : OptionValue;

public sealed record TextListOption(ImmutableArray<string> Values) : OptionValue;

public sealed record SecretOption(SecretSymbol Secret) : OptionValue;

public sealed record ParameterOption(ParameterSymbol Parameter) : OptionValue;

public sealed record SinkOption(BoundEndpoint Sink) : OptionValue;

/// <summary>A generator column: the generator's name and its constant arguments (literals and nested generators).</summary>
public sealed record GeneratorOption(string Generator, ImmutableArray<OptionValue> Arguments) : OptionValue;

/// <param name="Columns">In the order of the source's row, for each column that is not always null.</param>
public sealed record GeneratedColumnsOption(ImmutableArray<GeneratedColumn> Columns) : OptionValue;

public sealed record GeneratedColumn(string Name, GeneratorOption Generator, TextSpan Span);

/// <summary>A constant of any type, as an argument of a generator.</summary>
public sealed record LiteralOption(BoundLiteral Value) : OptionValue;

/// <param name="Members">From the top of a document; none is the document itself.</param>
public sealed record JsonPathOption(ImmutableArray<string> Members) : OptionValue;

/// <param name="Values">Names with texts, templates or references.</param>
public sealed record ValuesOption(ImmutableArray<BoundOption> Values) : OptionValue;

/// <param name="Arguments">By name, only those that were given.</param>
public sealed record CallOption(string Name, ImmutableArray<BoundOption> Arguments) : OptionValue
{
    public OptionValue? Find(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;
}

/// <summary>An option that only a later version reads.</summary>
public sealed record UnreadOption : OptionValue;
