using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Deployments;

/// <summary>Options of one part of a deployment; what is missing or ill-typed has been reported and reads as empty.</summary>
internal sealed class DeployOptions(ImmutableArray<BoundOption> options)
{
    public TextSpan? At(string name) => Option(name)?.Span;

    public string Text(string name) => TextOrNull(name) ?? "";

    public string? TextOrNull(string name) => (Option(name)?.Value as TextOption)?.Value;

    public string Choice(string name, string otherwise) => (Option(name)?.Value as ChoiceOption)?.Value ?? otherwise;

    public ImmutableArray<string> Texts(string name) => (Option(name)?.Value as TextListOption)?.Values ?? [];

    public long Integer(string name, long otherwise) => (Option(name)?.Value as IntegerOption)?.Value ?? otherwise;

    public bool Bool(string name) => Option(name)?.Value is BoolOption { Value: true };

    public TimeSpan? Duration(string name) => (Option(name)?.Value as DurationOption)?.Value;

    /// <summary>Bytes.</summary>
    public long Size(string name, int gibibytes) => (Option(name)?.Value as SizeOption)?.Bytes ?? gibibytes * (1L << 30);

    /// <summary>The text that a call was given.</summary>
    public ImmutableArray<string> Call(string name, string argument) =>
        Option(name)?.Value is CallOption call && call.Find(argument) is TextOption text ? [text.Value] : [];

    public ImmutableArray<KeyValuePair<string, string>> Labels(string name) => Option(name)?.Value is ValuesOption values
        ? [.. values.Values.Where(v => v.Value is TextOption).Select(v => KeyValuePair.Create(v.Name, ((TextOption)v.Value).Value))]
        : [];

    private BoundOption? Option(string name) => options.FirstOrDefault(option => option.Name == name);
}
