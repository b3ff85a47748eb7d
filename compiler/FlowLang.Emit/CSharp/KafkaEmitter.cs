using System.Diagnostics;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>The options of a Kafka cluster as C#.</summary>
internal static class KafkaEmitter
{
    /// <summary>`new KafkaOptions { … }`, with `settings` in scope.</summary>
    public static string Options(OptionValues values)
    {
        IEnumerable<string> options =
        [
            .. values.Set("brokers", "Brokers", Texts), .. values.Set("user", "User", OptionValues.TextOf),
            .. values.Set("password", "Password", v => OptionValues.SecretOf("password", v)),
        ];
        return $"new KafkaOptions {{ {string.Join(", ", options)} }}";
    }

    private static string Texts(OptionValue value) => value is TextListOption { Values: var texts }
        ? Literals.List(texts.Select(Literals.Text))
        : throw new UnreachableException(value.GetType().Name);
}
