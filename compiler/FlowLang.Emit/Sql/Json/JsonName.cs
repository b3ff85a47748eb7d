using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLang.Emit.Sql.Json;

/// <summary>A column's name as a string of JSON.</summary>
internal static class JsonName
{
    public static string Of(string name) => $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
