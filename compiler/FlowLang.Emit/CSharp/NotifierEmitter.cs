using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.CSharp;

/// <summary>Connections that are told of failures, as C#.</summary>
internal static class NotifierEmitter
{
    /// <summary>The C# type; null for connections that are not told anything.</summary>
    public static string? Type(string connector) => connector switch
    {
        "slack" => "FlowLang.Notifications.SlackNotifier",
        "webhook" => "FlowLang.Notifications.WebhookNotifier",
        "email" => "FlowLang.Notifications.Email.EmailNotifier",
        _ => null,
    };

    /// <summary>`new(…)` for one.</summary>
    public static string Value(ConnectionSymbol connection)
    {
        OptionValues values = new(connection.Options);
        string arguments = connection.Connector.Name switch
        {
            "slack" => Secret(values, "webhook"),
            "webhook" => $"{Secret(values, "url")}, {Secret(values, "key")}",
            _ => Email(values),
        };
        return $"new({Literals.Text(connection.Name)}, {arguments}, settings.Time)";
    }

    private static string Email(OptionValues values)
    {
        IEnumerable<string> parts =
        [
            .. values.Set("host", "Host", OptionValues.TextOf), .. values.Set("port", "Port", OptionValues.IntegerOf),
            .. values.Set("encryption", "Encryption", v => $"FlowLang.Notifications.Email.EmailEncryption.{OptionValues.TextOf(v) switch
            {
                "\"tls\"" => "Tls",
                "\"none\"" => "None",
                _ => "StartTls",
            }}"),
            .. values.Set("user", "User", OptionValues.TextOf),
            .. values.Set("password", "Password", v => OptionValues.SecretOf("password", v)),
            .. values.Set("from", "From", OptionValues.TextOf), .. values.Set("to", "To", OptionValues.TextsOf),
        ];
        return $"new FlowLang.Notifications.Email.EmailOptions {{ {string.Join(", ", parts)} }}";
    }

    private static string Secret(OptionValues values, string name) =>
        values.Find(name) is { } value ? OptionValues.SecretOf(name, value) : "null";
}
