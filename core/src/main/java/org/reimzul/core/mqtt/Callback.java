package org.reimzul.core.mqtt;

import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** Turns the library's callbacks into ours. */
record Callback(Listener listener) implements MqttCallback {
  @Override
  public void messageArrived(String topic, MqttMessage message) {
    listener.arrived(
        new Inbound(
            topic,
            message.getPayload(),
            message.getId(),
            message.getQos() > 0,
            message.isDuplicate()));
  }

  @Override
  public void connectionLost(Throwable cause) {
    listener.lost(String.valueOf(cause.getMessage()));
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // whoever published waits for it
  }
}
