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
            .. values.Set("brokers", "Brokers", Texts),
            .. values.Set("security", "Tls", v => v is ChoiceOption { Value: "tls" } ? "true" : "false"),
            .. values.Set("sasl", "Sasl", v => $"SaslMechanism.{Word(v)}"),
            .. values.Set("user", "User", v => OptionValues.SecretOf("user", v)),
            .. values.Set("password", "Password", v => OptionValues.SecretOf("password", v)),
            .. GoogleEmitter.Tokens(values, "ForKafka"),
            .. values.Set("ca_file", "CaFile", OptionValues.TextOf),
            .. values.Set("certificate_file", "CertificateFile", OptionValues.TextOf),
            .. values.Set("key_file", "KeyFile", OptionValues.TextOf),
            .. values.Set("key_password", "KeyPassword", v => OptionValues.SecretOf("key_password", v)),
            .. values.Has("schema_registry") ? [$"Registry = {Registry(values)}"] : Array.Empty<string>(),
        ];
        return $"new KafkaOptions {{ {string.Join(", ", options)} }}";
    }

    private static string Registry(OptionValues values)
    {
        IEnumerable<string> options =
        [
            .. values.Set("schema_registry", "Url", v => OptionValues.SecretOf("schema_registry", v)),
            .. values.Set("schema_registry_user", "User", v => OptionValues.SecretOf("schema_registry_user", v)),
            .. values.Set("schema_registry_password", "Password", v => OptionValues.SecretOf("schema_registry_password", v)),
        ];
        return $"new RegistryOptions {{ {string.Join(", ", options)} }}";
    }

    /// <summary>A batch write to a topic.</summary>
    public static string Sink(string connection, string topic, OptionValues values)
    {
        IEnumerable<string> options = [.. values.Set("key", "Key", Texts), .. TopicOptions(values)];
        return $"{connection}.Sink({topic}, new TopicSinkOptions {{ {string.Join(", ", options)} }})";
    }

    /// <summary>What a write says of its topic, for an initialiser.</summary>
    public static IEnumerable<string> TopicOptions(OptionValues values) =>
    [
        .. values.Set("create", "CreateIfMissing", v => v is ChoiceOption { Value: "never" } ? "false" : "true"),
        .. values.Set("partitions", "Partitions", OptionValues.IntegerOf),
        .. values.Set("compression", "Compression", v => $"TopicCompression.{Word(v)}"),
    ];

    private static string Word(OptionValue value) => value is ChoiceOption choice
        ? Names.Pascal(choice.Value)
        : throw new UnreachableException(value.GetType().Name);

    private static string Texts(OptionValue value) => value switch
    {
        TextListOption { Values: var texts } => Literals.List(texts.Select(Literals.Text)),
        _ => $"KafkaOptions.BrokersOf({OptionValues.TextOf(value)})",
    };
}
